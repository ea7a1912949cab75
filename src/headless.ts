import type { Face } from '#domain/alignment/face.ts'
import { mendTransform, toSelfAlignment } from '#domain/alignment/self-alignment.ts'
import { PlumbError } from '#domain/errors.ts'
import { fromMatrix } from '#domain/geometry/similarity.ts'
import { type FaceRecord, type FailedRecord, toFaceRecord } from '#domain/quality/record.ts'
import { withStability } from '#domain/quality/stability.ts'
import { createEngine } from '#engine/client.ts'
import type { Engine } from '#engine/engine.ts'
import { NoFaceError } from '#engine/errors.ts'
import type { EngineInfo, FoundFace, PhotoHandle, ScoredVariant, StartOptions } from '#engine/protocol.ts'
import { createScoringQueue, type ScoringEvent, type ScoringQueue } from '#engine/scoring-queue.ts'

/** What runs, and which student scores. */
export type HeadlessOptions = Omit<StartOptions, 'modelsUrl'>

/** What `npm run score` and `npm run evaluate` ask of the app's own engine, on the page headless.html that shows nothing. */
export interface Headless {
  /** Loads the models. */
  start(options: HeadlessOptions): Promise<void>
  /** What runs now: the backend may change after the first photos. */
  info(): EngineInfo
  /**
   * Scores everything on one photo and forgets its pixels.
   * @param file     its name in the records
   * @param address  where this page can fetch it
   * @param mends    whether to cut each face again as the student finds its reference crop to be cut properly
   */
  score(file: string, address: string, mends?: boolean): Promise<PhotoResult>
  /**
   * Finds the faces on one photo, asks the student how it cuts them by itself, and forgets the photo's pixels.
   * @param address  where this page can fetch it
   */
  find(address: string): Promise<FindResult>
}

export interface FindResult {
  readonly faces: readonly SentFace[]
  /** Why the photo cannot be searched; null where it was. */
  readonly failure: string | null
}

/** A face as it leaves the page: plain JSON. */
export interface SentFace extends Omit<Face, 'mesh'> {
  readonly mesh: readonly number[] | null
}

export interface PhotoResult {
  readonly faces: readonly FaceRecord[]
  /** Mended crops of `faces`, PNG in base64; null where the student does not align itself, and none at all unless asked for. */
  readonly crops: readonly (string | null)[]
  readonly failed: readonly FailedRecord[]
}

declare global {
  interface Window {
    plumb: Headless
  }
}

let engine: Engine
let queue: ScoringQueue
let onEvent: (event: ScoringEvent) => void = () => {}
let onFailure: (error: Error) => void = () => {}

window.plumb = {
  start: (options) =>
    new Promise((resolve, reject) => {
      engine = createEngine({ ...options, modelsUrl: new URL('models', document.baseURI).href })
      queue = createScoringQueue(engine, (event) => onEvent(event))
      onFailure = reject
      engine.subscribe(() => {
        if (engine.status.state === 'ready') resolve()
        else if (engine.status.state === 'failed') onFailure(engine.status.error)
      })
    }),

  info() {
    if (engine.status.state !== 'ready') throw new Error('The engine is not ready.')
    return engine.status.info
  },

  async score(file, address, mends = false) {
    const response = await fetch(address).catch(() => null)
    if (!response?.ok)
      return { faces: [], crops: [], failed: [{ file, code: 'file-missing', message: 'The file cannot be opened.' }] }
    const photo: PhotoHandle = { id: file, blob: await response.blob() }
    try {
      const result = await new Promise<ScoredPhoto>((resolve, reject) => {
        onFailure = reject
        onEvent = collect(file, resolve)
        queue.add([photo])
      })
      return { ...result, crops: mends ? await mendedCrops(photo, result.faces) : [] }
    } finally {
      queue.remove(file)
    }
  },

  async find(address) {
    const response = await fetch(address).catch(() => null)
    if (!response?.ok) return { faces: [], failure: 'The file cannot be opened.' }
    try {
      const photo = { id: address, blob: await response.blob() }
      const found = await engine.find(photo, new AbortController().signal)
      const faces: SentFace[] = []
      for (const { face } of found.faces) {
        const cut = await cutByStudent(photo, face)
        faces.push({ ...face, mesh: face.mesh && [...face.mesh], ...(cut && { selfAligned: cut }) })
      }
      return { faces, failure: null }
    } catch (thrown) {
      return { faces: [], failure: thrown instanceof Error ? thrown.message : String(thrown) }
    } finally {
      engine.forget(address)
    }
  },
}

/** Undefined where the student does not find out how. */
async function cutByStudent(photo: PhotoHandle, face: Face) {
  const specs = [{ procedure: 'student', misalignment: null }] as const
  const [outcome] = await engine.score(photo, face, specs, new AbortController().signal)
  return outcome && 'transform' in outcome ? outcome.transform : undefined
}

async function mendedCrops(photo: PhotoHandle, faces: readonly FaceRecord[]): Promise<PhotoResult['crops']> {
  const student = window.plumb.info().models.find(({ role }) => role === 'student')?.id ?? ''
  const crops: (string | null)[] = []
  for (const { variants, scores } of faces) {
    const found = scores[student]?.alignment
    const transform =
      found && mendTransform(fromMatrix<'source', 'crop'>(variants[0]!.transform), toSelfAlignment(found))
    const [png] = transform ? await engine.crops(photo, [transform], new AbortController().signal, 'png') : []
    crops.push(png ? await base64Of(png) : null)
  }
  return crops
}

async function base64Of(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer())
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

type ScoredPhoto = Omit<PhotoResult, 'crops'>

interface FaceResult extends FoundFace {
  /** The reference comes first. */
  readonly variants: ScoredVariant[]
  /** Whether the stability protocol has run to its end. */
  isMeasured: boolean
}

/** Gathers what the queue tells of one photo. */
function collect(file: string, done: (photo: ScoredPhoto) => void): (event: ScoringEvent) => void {
  const faces: FaceResult[] = []
  const failed: FailedRecord[] = []
  const fail = (error: Error) =>
    failed.push({ file, code: error instanceof PlumbError ? error.code : 'unexpected', message: error.message })

  return (event) => {
    switch (event.kind) {
      case 'found':
        faces.push(...event.photo.faces.map((found) => ({ ...found, variants: [], isMeasured: false })))
        if (faces.length === 0) fail(new NoFaceError())
        break
      case 'referenceScored':
        faces[event.face]!.variants.push(event.outcome)
        break
      case 'measured':
        faces[event.face]!.variants.push(...event.outcomes.filter((outcome) => 'scores' in outcome))
        faces[event.face]!.isMeasured = event.remaining === 0
        break
      case 'failed':
        // A face that has a score is among the faces, without its stability.
        if (event.face === null || faces[event.face]!.variants.length === 0) fail(event.error)
        break
      case 'pending':
        if (event.photos + event.faces > 0) break
        onEvent = () => {}
        done({ faces: faces.flatMap((face, index) => recordOf(file, index, face)), failed })
    }
  }
}

/** Nothing of a face whose reference was not scored; one that failed later has what there is, without its stability. */
function recordOf(file: string, index: number, { face, variants, isMeasured }: FaceResult): FaceRecord[] {
  const [reference] = variants
  if (!reference) return []
  const misaligned = isMeasured ? variants.filter(({ misalignment }) => misalignment !== null) : []
  const scores = withStability(
    reference.scores,
    misaligned.map((variant) => variant.scores),
  )
  return [toFaceRecord({ file, index, face, scores, variants })]
}
