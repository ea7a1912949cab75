import { expose } from 'comlink'
import type { Face } from '#domain/alignment/face.ts'
import { similarity } from '#domain/geometry/similarity.ts'
import { createFaceFinder, type FaceFinder } from '#inference/faces/face-finder.ts'
import { createFaceTracker } from '#inference/faces/tracking/face-tracker.ts'

type Rectangle = readonly [x: number, y: number, width: number, height: number]

/** A photo made of parts of photos on a plain ground. */
export interface Collage {
  readonly width: number
  readonly height: number
  readonly ground: string
  readonly parts: readonly { readonly url: string; readonly from: Rectangle; readonly to: Rectangle }[]
  /** Degrees, clockwise, by which all of it is turned about its middle; what comes from beyond is ground. */
  readonly turned?: number
}

/** The face finder without the app around it. */
export interface FacesApi {
  start(landmarkerUrl: string): Promise<void>
  find(collage: Collage): Promise<readonly Face[]>
  /** Stops the search of a photo before step `step`, counted from 0, and says which steps were begun. */
  findUntil(collage: Collage, step: number): Promise<readonly string[]>
  /** Follows faces over the frames, each after the one before. */
  track(frames: readonly Collage[]): Promise<readonly (readonly Face[])[]>
  /** Starts and ends a tracker so often; whether a WebGL context that was there before outlives that. */
  outlivesTrackers(count: number): Promise<boolean>
  /** Opens so many WebGL contexts that the browser takes the finder's away. */
  exhaustContexts(): void
}

let finder: FaceFinder | null = null
let landmarkerModel: Uint8Array

const api: FacesApi = {
  async start(landmarkerUrl) {
    landmarkerModel = await load(landmarkerUrl)
    finder = await createFaceFinder({
      'face-detector-full': await load('/models/face_detector_full.tflite'),
      'face-detector-short': await load('/models/face_detector_short.tflite'),
      'face-landmarker': landmarkerModel,
    })
  },
  find: async (collage) => finder!.find(await paste(collage), async () => {}),
  async findUntil(collage, step) {
    const begun: string[] = []
    await finder!
      .find(await paste(collage), async (stage) => {
        if (begun.length === step) throw new Error('enough')
        begun.push(stage)
      })
      .catch((thrown: Error) => begun.push(thrown.message))
    return begun
  },
  async track(frames) {
    const tracker = createFaceTracker(landmarkerModel)
    const tracked: (readonly Face[])[] = []
    for (const [index, frame] of frames.entries()) {
      const { raster, width, height } = await paste(frame)
      tracked.push(await tracker.track(new ImageData(raster.data, width, height), { width, height }, 40 * index))
    }
    tracker.close()
    return tracked
  },
  async outlivesTrackers(count) {
    finder!.close()
    const context = new OffscreenCanvas(1, 1).getContext('webgl2')!
    const grey: Collage = { width: 64, height: 64, ground: '#808080', parts: [] }
    for (let i = 0; i < count; i++) await api.track([grey])
    return !context.isContextLost()
  },
  exhaustContexts() {
    for (let count = 0; count < 8; count++) new OffscreenCanvas(1, 1).getContext('webgl2')
  },
}

async function load(url: string): Promise<Uint8Array> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url}: ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
}

async function paste({ width, height, ground, parts, turned = 0 }: Collage) {
  const context = new OffscreenCanvas(width, height).getContext('2d')!
  context.imageSmoothingQuality = 'high'
  context.fillStyle = ground
  context.fillRect(0, 0, width, height)
  context.translate(width / 2, height / 2)
  context.rotate((turned * Math.PI) / 180)
  context.translate(-width / 2, -height / 2)
  for (const { url, from, to } of parts) {
    const bitmap = await createImageBitmap(new Blob([(await load(url)) as BlobPart]))
    context.drawImage(bitmap, ...from, ...to)
    bitmap.close()
  }
  const { data } = context.getImageData(0, 0, width, height)
  return {
    raster: { width, height, channels: 4 as const, data },
    toSource: similarity<'working', 'source'>(1, 0, 0, 0),
    width,
    height,
  }
}

expose(api)
