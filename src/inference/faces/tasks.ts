import { FaceDetector, FaceLandmarker } from '@mediapipe/tasks-vision'
import wasmLoaderPath from '@mediapipe/tasks-vision/vision_wasm_module_internal.js?url'
import wasmBinaryPath from '@mediapipe/tasks-vision/vision_wasm_module_internal.wasm?url'
import type { AssetId } from '#domain/quality/manifest.ts'
import type { DetectorRange } from './search.ts'

/** MediaPipe's model files, byte for byte. */
export type FaceModels = Readonly<Record<AssetId, Uint8Array>>

/** As fractions of the picture's width and height. */
export interface Fraction {
  readonly x: number
  readonly y: number
}

export interface FoundBox {
  readonly corner: Fraction
  readonly size: Fraction
  readonly keypoints: readonly Fraction[]
  readonly confidence: number
}

/** MediaPipe's three tasks, on the CPU. They run synchronously and keep nothing from one picture to the next. */
export interface FaceTasks {
  detect(range: DetectorRange, picture: ImageData): readonly FoundBox[]
  /** The 478 points of each face. */
  landmark(picture: ImageData): readonly (readonly Fraction[])[]
  /** Whether the browser took a task's WebGL context away: it then finds nothing, and does not say so. */
  isLost(): boolean
  close(): void
}

/** Starts the tasks; in a module worker only. */
export async function startTasks(models: FaceModels): Promise<FaceTasks> {
  const { default: moduleFactory } = (await import(/* @vite-ignore */ wasmLoaderPath)) as { default: unknown }
  // Chromium keeps four WebGL contexts a worker and takes the oldest for a fifth; each task has one.
  const canvases: OffscreenCanvas[] = []
  const prepare = (id: AssetId) => {
    const canvas = new OffscreenCanvas(1, 1)
    canvases.push(canvas)
    // The loader leaves its factory here when it is evaluated, which happens once, and each task takes it away.
    Object.assign(globalThis, { ModuleFactory: moduleFactory })
    return {
      // The GPU delegate lacks an operator of our landmarker.
      baseOptions: { modelAssetBuffer: models[id], delegate: 'CPU' as const },
      runningMode: 'IMAGE' as const,
      canvas,
    }
  }
  const files = { wasmLoaderPath, wasmBinaryPath }
  const full = await FaceDetector.createFromOptions(files, prepare('face-detector-full'))
  const short = await FaceDetector.createFromOptions(files, prepare('face-detector-short'))
  const landmarker = await FaceLandmarker.createFromOptions(files, {
    ...prepare('face-landmarker'),
    // A neighbour in the picture must not take the place of the face in its middle.
    numFaces: 3,
    minFaceDetectionConfidence: 0.3,
  })
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
    isLost: () => canvases.some((canvas) => canvas.getContext('webgl2')?.isContextLost() ?? false),
    close() {
      for (const task of [full, short, landmarker]) task.close()
    },
  }
}
