import { FaceDetector, FaceLandmarker } from '@mediapipe/tasks-vision'
import wasmLoaderPath from '@mediapipe/tasks-vision/vision_wasm_module_internal.js?url'
import wasmBinaryPath from '@mediapipe/tasks-vision/vision_wasm_module_internal.wasm?url'
import type { AssetId } from '#domain/quality/manifest.ts'
import type { DetectorRange } from './detection.ts'
import type { Fraction } from './view.ts'

/** MediaPipe's model files, byte for byte. */
export type FaceModels = Readonly<Record<AssetId, Uint8Array>>

export interface FoundBox {
  readonly corner: Fraction
  readonly size: Fraction
  readonly keypoints: readonly Fraction[]
  readonly confidence: number
}

/** MediaPipe's tasks, on the CPU. They run synchronously. */
export interface Tasks {
  /** Whether the browser took a task's WebGL context away: it then finds nothing, and does not say so. */
  isLost(): boolean
  close(): void
}

/** What a photo needs. They keep nothing from one picture to the next. */
export interface FaceTasks extends Tasks {
  detect(range: DetectorRange, picture: ImageData): readonly FoundBox[]
  /** The 478 points of each face. */
  landmark(picture: ImageData): readonly (readonly Fraction[])[]
}

/** What a camera needs. A face is looked for where it was in the frame before, and elsewhere where some are missing. */
export interface VideoTasks extends Tasks {
  /**
   * The 478 points of each face.
   * @param time  milliseconds; later than that of the frame before
   */
  landmark(frame: ImageData, time: number): readonly (readonly Fraction[])[]
}

/** Starts a photo's tasks; in a module worker only. Where one does not start, those before it are closed. */
export const startTasks = (models: FaceModels): Promise<FaceTasks> =>
  startAll(async (contexts, started) => {
    const full = started(
      await FaceDetector.createFromOptions(files, {
        ...(await contexts.prepare(models['face-detector-full'])),
        runningMode: 'IMAGE',
        minDetectionConfidence: proposedConfidence,
      }),
    )
    const short = started(
      await FaceDetector.createFromOptions(files, {
        ...(await contexts.prepare(models['face-detector-short'])),
        runningMode: 'IMAGE',
        minDetectionConfidence: proposedConfidence,
      }),
    )
    const landmarker = started(
      await FaceLandmarker.createFromOptions(files, {
        ...(await contexts.prepare(models['face-landmarker'])),
        runningMode: 'IMAGE',
        // A neighbour in the picture must not take the place of the face in its middle.
        numFaces: 3,
        minFaceDetectionConfidence: 0.3,
      }),
    )
    const detectors = { full, short }
    return {
      detect: (range, picture) =>
        detectors[range].detect(picture).detections.map(({ boundingBox, categories, keypoints }) => ({
          corner: { x: boundingBox!.originX / picture.width, y: boundingBox!.originY / picture.height },
          size: { x: boundingBox!.width / picture.width, y: boundingBox!.height / picture.height },
          keypoints,
          confidence: categories[0]!.score,
        })),
      landmark: (picture) => landmarker.detect(picture).faceLandmarks,
    }
  })

/** Starts a camera's tasks; in a module worker only. */
export const startVideoTasks = (landmarkerModel: Uint8Array): Promise<VideoTasks> =>
  startAll(async (contexts, started) => {
    const landmarker = started(
      await FaceLandmarker.createFromOptions(files, {
        ...(await contexts.prepare(landmarkerModel)),
        runningMode: 'VIDEO',
        // With one face alone, MediaPipe smooths its points, which would hide how far they jitter.
        numFaces: 4,
      }),
    )
    return { landmark: (frame, time) => landmarker.detectForVideo(frame, time).faceLandmarks }
  })

interface Closable {
  close(): void
}

/**
 * Starts tasks, and closes those that started where a later one does not.
 * @param start  passes each task that started through `started`
 */
async function startAll<T>(
  start: (contexts: Contexts, started: <Task extends Closable>(task: Task) => Task) => Promise<T>,
): Promise<T & Tasks> {
  const contexts = createContexts()
  const open: Closable[] = []
  const close = () => {
    for (const task of open) task.close()
    contexts.free()
  }
  try {
    const does = await start(contexts, (task) => {
      open.push(task)
      return task
    })
    return { ...does, isLost: contexts.isLost, close }
  } catch (thrown) {
    close()
    throw thrown
  }
}

type Contexts = ReturnType<typeof createContexts>

/** Absolute: a worker that was started from a blob has no address that others could be relative to. */
const absolute = (path: string) => new URL(path, import.meta.url).href

/** Confidence from which a detector tells of a face at all; whoever asks decides what is one. */
const proposedConfidence = 0.3

const files = { wasmLoaderPath: absolute(wasmLoaderPath), wasmBinaryPath: absolute(wasmBinaryPath) }

/**
 * The WebGL contexts of tasks. Chromium keeps four a worker and takes the oldest for a fifth; each task has one: three
 * for photos and one for a camera.
 */
function createContexts() {
  const canvases: OffscreenCanvas[] = []
  const each = () => canvases.map((canvas) => canvas.getContext('webgl2'))
  return {
    /** What every task starts with, and a context of its own. */
    async prepare(modelAssetBuffer: Uint8Array) {
      const { default: moduleFactory } = (await import(/* @vite-ignore */ files.wasmLoaderPath)) as { default: unknown }
      // The loader leaves its factory here when it is evaluated, which happens once, and each task takes it away.
      Object.assign(globalThis, { ModuleFactory: moduleFactory })
      const canvas = new OffscreenCanvas(1, 1)
      canvases.push(canvas)
      // The GPU delegate lacks an operator of our landmarker.
      return { baseOptions: { modelAssetBuffer, delegate: 'CPU' as const }, canvas }
    },
    isLost: () => each().some((context) => context?.isContextLost() ?? false),
    /** Now, since one that waits for the garbage collector still counts. */
    free() {
      for (const context of each()) context?.getExtension('WEBGL_lose_context')?.loseContext()
    },
  }
}
