import type { Face } from '#domain/alignment/face.ts'
import { point } from '#domain/geometry/point.ts'
import { createLivingTasks, run } from '../living-tasks.ts'
import { startVideoTasks } from '../tasks.ts'
import type { PhotoSize } from '../view.ts'
import { faceOfMesh } from './mesh-face.ts'

/** Finds the faces of a camera's frames, which looks again where they were before. */
export interface FaceTracker {
  /**
   * Up to four faces, left to right, in pixels of the frame. The first call starts MediaPipe.
   * @param picture  the frame, of any size
   * @param frame    its own size
   * @param time     milliseconds on one rising clock
   * @throws FaceTaskError, FaceFinderStartError
   */
  track(picture: ImageData, frame: PhotoSize, time: number): Promise<readonly Face[]>
  /** Frees MediaPipe; the next `track` starts it again. */
  close(): void
}

/** @param landmarkerModel  FaceLandmarker's file */
export function createFaceTracker(landmarkerModel: Uint8Array): FaceTracker {
  const tasks = createLivingTasks(() => startVideoTasks(landmarkerModel))
  let last = 0
  return {
    async track(picture, frame, time) {
      const video = await tasks.get()
      // MediaPipe takes no frame of the past, as another camera's may seem to be.
      last = Math.max(time, last + 1)
      const meshes = run(video, () => video.landmark(picture, last))
      return meshes
        .map((mesh) =>
          faceOfMesh(
            frame,
            mesh.map(({ x, y }) => point(x * frame.width - 0.5, y * frame.height - 0.5)),
          ),
        )
        .sort((one, other) => one.box.x - other.box.x)
    },
    close: tasks.close,
  }
}
