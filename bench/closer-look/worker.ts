import { expose } from 'comlink'
import { createDetect } from '#inference/faces/ask-tasks.ts'
import { type Detect, type Detection, isSameFace, likeliestFirst } from '#inference/faces/detection.ts'
import { pyramidOf } from '#inference/faces/pyramid.ts'
import { searchFaces } from '#inference/faces/search.ts'
import { type FaceTasks, startTasks } from '#inference/faces/tasks.ts'
import { around } from '#inference/faces/view.ts'

/** A detection, and how confident the closer look at it is; 0 where that sees nothing. */
export interface Looked {
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
  readonly first: number
  readonly look: number
}

export interface LookApi {
  start(): Promise<void>
  /** Everything upright that the search proposes on a picture, each looked at once. */
  look(url: string): Promise<readonly Looked[]>
}

let tasks: FaceTasks

const api: LookApi = {
  async start() {
    tasks = await startTasks({
      'face-detector-full': await load('/models/face_detector_full.tflite'),
      'face-detector-short': await load('/models/face_detector_short.tflite'),
      'face-landmarker': await load('/models/face_landmarker.task'),
    })
  },
  async look(url) {
    const bitmap = await createImageBitmap(new Blob([await load(url)]))
    const { width, height } = bitmap
    const context = new OffscreenCanvas(width, height).getContext('2d', { willReadFrequently: true })!
    context.drawImage(bitmap, 0, 0)
    bitmap.close()
    const { data } = context.getImageData(0, 0, width, height)
    const detect = createDetect(tasks, pyramidOf({ width, height, channels: 4, data }))
    const upright: Detect = async (range, view) => (view.turn === 0 ? detect(range, view) : [])
    const looked: Looked[] = []
    // Nothing is confirmed, so that the search goes down to the smallest face.
    await searchFaces({ width, height }, upright, async (proposal) => {
      const look = await lookAt(proposal, detect)
      looked.push({ box: proposal.box, first: proposal.confidence, look: look?.confidence ?? 0 })
      return null
    })
    return looked
  },
}

async function lookAt({ box }: Detection, detect: Detect): Promise<Detection | undefined> {
  const seen = await detect('short', around(box, 2))
  return seen.filter((each) => isSameFace(each.box, box)).toSorted(likeliestFirst)[0]
}

async function load(url: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url}: ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
}

expose(api)
