import type { Face } from '#domain/alignment/face.ts'
import { PlumbError } from '#domain/errors.ts'
import type { EvaluatedSet, FaceImage, Marks, UnmarkedImage } from './face-set.ts'
import { largestFace, marksOf, sameFace } from './faces/chosen-face.ts'
import type { FoundFaces } from './faces/find-faces.ts'
import { FaceFolderError } from './folder/errors.ts'
import { type FaceFolder, readFolder, withMarks } from './folder/read-folder.ts'
import { setsOf } from './sets.ts'

/** Two folders whose sets would have the same name. */
export class SetTwiceError extends PlumbError {
  override readonly name = 'SetTwiceError'
  readonly code = 'set-twice'
  readonly remedy = 'Give one of the folders another name.'

  constructor(id: string) {
    super(`Two folders give a set called ${id}.`)
  }
}

/** Finds the faces on images with MediaPipe, which takes a browser. */
export type FindFaces = (images: readonly Pick<UnmarkedImage, 'path'>[]) => Promise<FoundFaces>

/**
 * The evaluated sets of folders, in the order of these.
 * @param findFaces  asked about folders without landmarks.csv alone; on each image the largest face counts
 * @throws FaceFolderError, FaceListError, PairListError, NameClashError, SetTwiceError, and what `findFaces` throws
 */
export async function openSets(paths: readonly string[], findFaces: FindFaces): Promise<readonly EvaluatedSet[]> {
  const sets: EvaluatedSet[] = []
  for (const path of paths) {
    const { folder, marks } = readFolder(path)
    const marked = await markFaces(folder, marks, findFaces)
    if (marked.images.length === 0) throw new FaceFolderError(path, 'no image of it has a face')
    sets.push(...setsOf(marked))
  }
  const ids = sets.map(({ id }) => id)
  const twice = ids.find((id, i) => ids.indexOf(id) < i)
  if (twice) throw new SetTwiceError(twice)
  return sets
}

/**
 * A folder with where its faces are: by its own list, or else the largest that is found on each image.
 * @param marks  by file; null where the folder has no list
 */
export async function markFaces(
  folder: FaceFolder<UnmarkedImage>,
  marks: ReadonlyMap<string, Marks> | null,
  findFaces: FindFaces,
): Promise<FaceFolder> {
  if (marks) return withMarks(folder, marks)
  const { faces, failed } = await findFaces(folder.images)
  const unsearched = new Set(failed.map(({ path }) => path))
  const found = folder.images.flatMap(({ file, path }) => {
    const face = largestFace(faces.get(path) ?? [])
    return face ? [[file, marksOf(face)] as const] : []
  })
  return withMarks(
    folder,
    new Map(found),
    new Set(folder.images.filter(({ path }) => unsearched.has(path)).map(({ file }) => file)),
  )
}

/** The face of a set's image as MediaPipe found it; null where it found none there. */
export const foundFaceOf = ({ path, landmarks }: FaceImage, { faces }: FoundFaces): Face | null =>
  sameFace(faces.get(path) ?? [], { landmarks })
