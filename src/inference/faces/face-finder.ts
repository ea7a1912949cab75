import type { Face } from '#domain/alignment/face.ts'
import { type Box, box, type Point } from '#domain/geometry/point.ts'
import type { Raster } from '#domain/geometry/raster.ts'
import type { Similarity } from '#domain/geometry/similarity.ts'
import { FaceFinderCheckError } from './errors.ts'
import { createLivingTasks, run } from './living-tasks.ts'
import { nearestMesh } from './nearest-mesh.ts'
import { type Detect, searchFaces } from './search.ts'
import { faultOf, knownPhoto } from './self-check.ts'
import { type FaceModels, type FaceTasks, startTasks } from './tasks.ts'
import { toFace } from './to-face.ts'
import { around, fromFraction, render, type View } from './view.ts'

/** A photo in memory, and where its pixels lie in the photo itself. */
export interface SearchedPhoto {
  readonly raster: Raster
  readonly toSource: Similarity<'working', 'source'>
  /** Size of the photo itself, in source pixels. */
  readonly width: number
  readonly height: number
}

/** Awaited before each step; what it throws ends the search. */
export type OnStep = (stage: 'detect' | 'landmark') => Promise<void>

export interface FaceFinder {
  /**
   * Finds each face of a photo once, left to right. A face on which FaceLandmarker finds nothing keeps the detector's
   * keypoints, unless the detector was in doubt.
   * @throws FaceTaskError, FaceFinderStartError, and what `onStep` throws
   */
  find(photo: SearchedPhoto, onStep: OnStep): Promise<readonly Face[]>
  close(): void
}

/** Side of a detector's view in pixels. Its models see 192 and 128; MediaPipe rounds boxes to pixels of the view. */
const detectorSize = 384
/** Side of a face's own view in pixels, and how much larger than the face's box it is. */
const landmarkSize = 256
const landmarkMargin = 2

/**
 * Starts MediaPipe and tries it on a known face; in a module worker only.
 * @throws FaceFinderStartError, FaceFinderCheckError
 */
export async function createFaceFinder(models: FaceModels): Promise<FaceFinder> {
  const tasks = createLivingTasks(() => startTasks(models))
  const finder: FaceFinder = {
    find: async (photo, onStep) => findFaces(await tasks.get(), photo, onStep),
    close: tasks.close,
  }
  const fault = faultOf(await finder.find(await knownPhoto(), async () => {}))
  if (fault) {
    finder.close()
    throw new FaceFinderCheckError(fault)
  }
  return finder
}

async function findFaces(tasks: FaceTasks, photo: SearchedPhoto, onStep: OnStep): Promise<readonly Face[]> {
  const detect: Detect = async (range, view) => {
    await onStep('detect')
    const found = run(tasks, () => tasks.detect(range, draw(photo, view, detectorSize)))
    return found.map(({ corner, size, keypoints, confidence }) => {
      const { x, y } = fromFraction(view, corner)
      return {
        box: box(x, y, size.x * view.side, size.y * view.side),
        keypoints: keypoints.map((keypoint) => fromFraction(view, keypoint)),
        confidence,
      }
    })
  }
  const landmark = async (face: Box<'working'>): Promise<readonly Point<'working'>[] | null> => {
    await onStep('landmark')
    const view = around(face, landmarkMargin)
    const meshes = run(tasks, () => tasks.landmark(draw(photo, view, landmarkSize)))
    return nearestMesh(
      meshes.map((mesh) => mesh.map((each) => fromFraction(view, each))),
      face,
    )
  }

  const faces: Face[] = []
  for (const candidate of await searchFaces(photo.raster, detect)) {
    const mesh = await landmark(candidate.box)
    if (mesh || candidate.standsAlone) faces.push(toFace(photo, photo.toSource, candidate, mesh))
  }
  return faces.sort((one, other) => middle(one) - middle(other))
}

const draw = ({ raster }: SearchedPhoto, view: View, size: number) =>
  new ImageData(render(raster, view, size), size, size)

const middle = ({ box: { x, width } }: Face) => x + width / 2
