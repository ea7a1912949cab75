import type { Landmark } from './confirm.ts'
import type { Detect } from './detection.ts'
import { run } from './living-tasks.ts'
import type { Pyramid } from './pyramid.ts'
import type { FaceTasks } from './tasks.ts'
import { boxFromFraction, fromFraction, render, type View } from './view.ts'

/** Side of a detector's view in pixels. Its models see 192 and 128. */
const detectorSize = 192
/** Side of a face's own view in pixels. */
const landmarkSize = 256

/** Asks the detectors about views of a photo. They throw FaceTaskError. */
export const createDetect =
  (tasks: FaceTasks, photo: Pyramid): Detect =>
  async (range, view) => {
    const found = run(tasks, () => tasks.detect(range, draw(photo, view, detectorSize)))
    return found.map(({ corner, size, keypoints, confidence }) => ({
      box: boxFromFraction(view, corner, size),
      keypoints: keypoints.map((keypoint) => fromFraction(view, keypoint)),
      confidence,
    }))
  }

/** Asks FaceLandmarker about views of a photo. It throws FaceTaskError. */
export const createLandmark =
  (tasks: FaceTasks, photo: Pyramid): Landmark =>
  async (view) => {
    const meshes = run(tasks, () => tasks.landmark(draw(photo, view, landmarkSize)))
    return meshes.map((mesh) => mesh.map((each) => fromFraction(view, each)))
  }

const draw = (photo: Pyramid, view: View, size: number) => new ImageData(render(photo, view, size), size, size)
