import type { Face } from '#domain/alignment/face.ts'
import type { Raster } from '#domain/geometry/raster.ts'
import type { Similarity } from '#domain/geometry/similarity.ts'
import { createDetect, createLandmark } from './ask-tasks.ts'
import { confirmFace, type Landmark } from './confirm.ts'
import type { Detect } from './detection.ts'
import { FaceFinderCheckError } from './errors.ts'
import { createLivingTasks } from './living-tasks.ts'
import { pyramidOf } from './pyramid.ts'
import { searchFaces } from './search.ts'
import { faultOf, knownPhoto } from './self-check.ts'
import { type FaceModels, type FaceTasks, startTasks } from './tasks.ts'
import { toFace } from './to-face.ts'

/** A photo in memory, and where its pixels lie in the photo itself. */
export interface SearchedPhoto {
  readonly raster: Raster
  readonly toSource: Similarity<'working', 'source'>
  /** Size of the photo itself, in source pixels. */
  readonly width: number
  readonly height: number
}

/**
 * Awaited before each step; what it throws ends the search.
 * @param share  of the search that is done, ∈ [0, 1), if nothing more is found
 */
export type OnStep = (stage: 'detect' | 'landmark', share: number) => Promise<void>

export interface FaceFinder {
  /**
   * Finds each face of a photo once, left to right, whichever way up it is. A face on which FaceLandmarker finds nothing
   * keeps the detector's keypoints, unless the detector was in doubt.
   * @throws FaceTaskError, FaceFinderStartError, and what `onStep` throws
   */
  find(photo: SearchedPhoto, onStep: OnStep): Promise<readonly Face[]>
  close(): void
}

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
  const pyramid = pyramidOf(photo.raster)
  const [askDetector, askLandmarker] = [createDetect(tasks, pyramid), createLandmark(tasks, pyramid)]
  let share = 0
  const detect: Detect = async (...asked) => {
    await onStep('detect', share)
    return askDetector(...asked)
  }
  const landmark: Landmark = async (view) => {
    await onStep('landmark', share)
    return askLandmarker(view)
  }
  const found = await searchFaces(
    photo.raster,
    detect,
    (proposal, turn) => confirmFace(photo.raster, proposal, turn, detect, landmark),
    (done) => {
      share = done
    },
  )
  return found.map((face) => toFace(photo, photo.toSource, face)).sort((one, other) => middle(one) - middle(other))
}

const middle = ({ box: { x, width } }: Face) => x + width / 2
