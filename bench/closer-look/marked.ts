import { interEyeDistance } from '#domain/alignment/inter-eye-distance.ts'
import { readFolder } from '../evaluate/inputs/folder/read-folder.ts'

/** A face of a set, by its landmarks. */
export interface MarkedFace {
  readonly path: string
  /** About the middle of the face: the nose tip. */
  readonly x: number
  readonly y: number
  /** Inter-eye distance. */
  readonly eyes: number
}

/**
 * The faces of a set whose landmarks are known, of split `val` alone where there are splits: all choices are made on that.
 * @throws FaceFolderError, FaceListError, PairListError
 */
export function readMarked(path: string): readonly MarkedFace[] {
  const { folder, marks } = readFolder(path)
  return folder.images.flatMap((image) => {
    const landmarks = marks?.get(image.file)?.landmarks
    if (!landmarks) return []
    const { x, y } = landmarks.noseTip
    return [{ path: image.path, x, y, eyes: interEyeDistance(landmarks) }]
  })
}
