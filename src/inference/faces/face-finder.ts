import type { DetectorKeypoints, Face } from '#domain/alignment/face.ts'
import { fivePointsOfKeypoints, fivePointsOfMesh } from '#domain/alignment/mesh.ts'
import { type Box, box, type Point } from '#domain/geometry/point.ts'
import type { Raster } from '#domain/geometry/raster.ts'
import { apply, type Similarity, scaleOf } from '#domain/geometry/similarity.ts'
import type { Detection } from './detection.ts'
import { FaceFinderStartError, FaceTaskError } from './errors.ts'
import { nearestMesh } from './nearest-mesh.ts'
import { type Detect, searchFaces } from './search.ts'
import { type FaceModels, startTasks } from './tasks.ts'
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
   * keypoints.
   * @throws FaceTaskError, and what `onStep` throws
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
 * Starts MediaPipe; in a module worker only.
 * @throws FaceFinderStartError, FaceFinderCheckError
 */
export async function createFaceFinder(models: FaceModels): Promise<FaceFinder> {
  const tasks = await startTasks(models).catch((cause: unknown) => {
    throw new FaceFinderStartError(cause)
  })
  const picture = ({ raster }: SearchedPhoto, view: View, size: number) =>
    new ImageData(render(raster, view, size), size, size)

  const detector =
    (photo: SearchedPhoto, onStep: OnStep): Detect =>
    async (range, view) => {
      await onStep('detect')
      return named(() => tasks.detect(range, picture(photo, view, detectorSize))).map(
        ({ corner, size, keypoints, confidence }) => {
          const { x, y } = fromFraction(view, corner)
          return {
            box: box(x, y, size.x * view.side, size.y * view.side),
            keypoints: keypoints.map((keypoint) => fromFraction(view, keypoint)),
            confidence,
          }
        },
      )
    }

  const landmark = (photo: SearchedPhoto, face: Box<'working'>) => {
    const view = around(face, landmarkMargin)
    const meshes = named(() => tasks.landmark(picture(photo, view, landmarkSize)))
    return nearestMesh(
      meshes.map((mesh) => mesh.map((fraction) => fromFraction(view, fraction))),
      face,
    )
  }

  return {
    async find(photo, onStep) {
      const detections = await searchFaces(photo.raster, detector(photo, onStep))
      const faces: Face[] = []
      for (const detection of detections) {
        await onStep('landmark')
        faces.push(faceOf(photo, detection, landmark(photo, detection.box)))
      }
      return faces.sort((one, other) => middle(one) - middle(other))
    },
    close: tasks.close,
  }
}

function named<T>(task: () => T): T {
  try {
    return task()
  } catch (cause) {
    throw new FaceTaskError(cause)
  }
}

const middle = ({ box }: Face) => box.x + box.width / 2

/** Everything in source pixels. */
function faceOf(
  { toSource, width, height }: SearchedPhoto,
  detection: Detection,
  workingMesh: readonly Point<'working'>[] | null,
): Face {
  const corner = apply(toSource, detection.box)
  const scale = scaleOf(toSource)
  const keypoints = keypointsOf(detection.keypoints.map((keypoint) => apply(toSource, keypoint)))
  const mesh = workingMesh?.map((p) => apply(toSource, p)) ?? null
  return {
    photo: { width, height },
    box: box(corner.x, corner.y, detection.box.width * scale, detection.box.height * scale),
    confidence: detection.confidence,
    source: mesh ? 'landmarker' : 'detector',
    landmarks: mesh ? fivePointsOfMesh(mesh) : fivePointsOfKeypoints(keypoints),
    keypoints,
    mesh,
  }
}

/** FaceDetector's keypoints come in this order. */
function keypointsOf(points: readonly Point<'source'>[]): DetectorKeypoints {
  const [rightEye, leftEye, noseTip, mouthCentre, rightTragion, leftTragion] = points
  return {
    rightEye: rightEye!,
    leftEye: leftEye!,
    noseTip: noseTip!,
    mouthCentre: mouthCentre!,
    rightTragion: rightTragion!,
    leftTragion: leftTragion!,
  }
}
