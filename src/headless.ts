import { referenceSpec } from '#domain/alignment/align.ts'
import type { Face } from '#domain/alignment/face.ts'
import { procedures } from '#domain/alignment/procedures.ts'
import { type ProtocolId, protocols } from '#domain/alignment/protocols.ts'
import { mendTransform, toSelfAlignment } from '#domain/alignment/self-alignment.ts'
import { PlumbError } from '#domain/errors.ts'
import { fromMatrix } from '#domain/geometry/similarity.ts'
import { type Backend, type FaceRecord, type FailedRecord, toFaceRecord } from '#domain/quality/record.ts'
import { withStability } from '#domain/quality/stability.ts'
import { createEngine } from '#engine/client.ts'
import type { Engine } from '#engine/engine.ts'
import { NoFaceError } from '#engine/errors.ts'
import type { EngineInfo, PhotoHandle, ScoredVariant, StartOptions, VariantSpec } from '#engine/protocol.ts'

/** What runs, and which models score. */
export type HeadlessOptions = Omit<StartOptions, 'modelsUrl'>

/** What `npm run score` and `npm run evaluate` ask of the app's own engine, on the page headless.html that shows nothing. */
export interface Headless {
  /** Loads the models. */
  start(options: HeadlessOptions): Promise<void>
  /** What runs now: the backend may change after the first photos. */
  info(): EngineInfo
  /**
   * Scores the faces on one photo and forgets its pixels.
   * @param file      its name in the records
   * @param address   where this page can fetch it
   * @param protocol  by which stability is measured; with P24 come the other procedures, as in the app
   * @param mends     whether to cut each face again as the student finds its reference crop to be cut properly
   */
  score(file: string, address: string, protocol: ProtocolId, mends: boolean): Promise<PhotoResult>
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
  /** What the models ran on; null where none ran. */
  readonly backend: Backend | null
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

/** Nobody cancels here: who wants no answer closes the page. */
const never = new AbortController().signal

window.plumb = {
  start: (options) =>
    new Promise((resolve, reject) => {
      engine = createEngine({ ...options, modelsUrl: new URL('models', document.baseURI).href })
      engine.subscribe(() => {
        if (engine.status.state === 'ready') resolve()
        else if (engine.status.state === 'failed') reject(engine.status.error)
      })
    }),

  info() {
    if (engine.status.state !== 'ready') throw new Error('The engine is not ready.')
    return engine.status.info
  },

  async score(file, address, protocol, mends) {
    const faces: FaceRecord[] = []
    let crops: PhotoResult['crops'] = []
    const failed: FailedRecord[] = []
    const fail = (thrown: unknown) => failed.push({ file, ...wordsOf(thrown) })
    try {
      const photo = await fetchPhoto(address)
      const found = await engine.find(photo, never)
      if (found.faces.length === 0) throw new NoFaceError()
      for (const [index, { face }] of found.faces.entries())
        await scoreFace(photo, face, protocol).then(
          (variants) => faces.push(recordOf(file, index, face, variants)),
          fail,
        )
      if (mends) crops = await mendedCrops(photo, faces)
    } catch (thrown) {
      fail(thrown)
    } finally {
      engine.forget(address)
    }
    const { status } = engine
    return { backend: status.state === 'ready' ? status.info.backend : null, faces, crops, failed }
  },

  async find(address) {
    try {
      const photo = await fetchPhoto(address)
      const found = await engine.find(photo, never)
      const faces: SentFace[] = []
      for (const { face } of found.faces) {
        const cut = await cutByStudent(photo, face)
        faces.push({ ...face, mesh: face.mesh && [...face.mesh], ...(cut && { selfAligned: cut }) })
      }
      return { faces, failure: null }
    } catch (thrown) {
      return { faces: [], failure: wordsOf(thrown).message }
    } finally {
      engine.forget(address)
    }
  },
}

/** Undefined where the student does not find out how. */
async function cutByStudent(photo: PhotoHandle, face: Face) {
  const specs = [{ procedure: 'student', misalignment: null }] as const
  const [outcome] = await engine.score(photo, face, specs, never)
  return outcome && 'transform' in outcome ? outcome.transform : undefined
}

async function mendedCrops(photo: PhotoHandle, faces: readonly FaceRecord[]): Promise<PhotoResult['crops']> {
  const student = window.plumb.info().models.find(({ role }) => role === 'student')?.id ?? ''
  const crops: (string | null)[] = []
  for (const { variants, scores } of faces) {
    const found = scores[student]?.alignment
    const transform =
      found && mendTransform(fromMatrix<'source', 'crop'>(variants[0]!.transform), toSelfAlignment(found))
    const [png] = transform ? await engine.crops(photo, [transform], never, 'png') : []
    crops.push(png ? await base64Of(png) : null)
  }
  return crops
}

async function base64Of(blob: Blob): Promise<string> {
  const bytes = new Uint8Array(await blob.arrayBuffer())
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
}

class PhotoMissingError extends PlumbError {
  override readonly name = 'PhotoMissingError'
  readonly code = 'file-missing'
  readonly remedy = 'Check its path, and whether you may read it.'
  constructor() {
    super('The file cannot be opened.')
  }
}

async function fetchPhoto(address: string): Promise<PhotoHandle> {
  const response = await fetch(address).catch(() => null)
  const blob = response?.ok ? await response.blob().catch(() => null) : null
  if (!blob) throw new PhotoMissingError()
  return { id: address, blob }
}

const wordsOf = (thrown: unknown) => ({
  code: thrown instanceof PlumbError ? thrown.code : 'unexpected',
  message: thrown instanceof Error ? thrown.message : String(thrown),
})

interface FaceVariants {
  /** The reference comes first. */
  readonly variants: readonly ScoredVariant[]
  /** Whether the protocol has run to its end. */
  readonly isMeasured: boolean
}

/**
 * A face whose reference was scored keeps that where its other crops fail, and is among the faces without its stability.
 * @throws what kept the reference from being scored
 */
async function scoreFace(photo: PhotoHandle, face: Face, protocol: ProtocolId): Promise<FaceVariants> {
  const reference = referenceSpec(face)
  const first = (await engine.score(photo, face, [reference], never)) as readonly ScoredVariant[]
  try {
    const others = await engine.score(photo, face, otherSpecs(reference, protocol), never)
    return { variants: [...first, ...others.filter((outcome) => 'scores' in outcome)], isMeasured: true }
  } catch {
    return { variants: first, isMeasured: false }
  }
}

function otherSpecs({ procedure }: VariantSpec, protocol: ProtocolId): readonly VariantSpec[] {
  const others = protocol === 'p24' ? procedures.filter(({ id }) => id !== procedure) : []
  return [
    ...others.map(({ id }) => ({ procedure: id, misalignment: null })),
    ...protocols[protocol].map((misalignment) => ({ procedure, misalignment })),
  ]
}

function recordOf(file: string, index: number, face: Face, { variants, isMeasured }: FaceVariants): FaceRecord {
  const misaligned = isMeasured ? variants.filter(({ misalignment }) => misalignment !== null) : []
  const scores = withStability(
    variants[0]!.scores,
    misaligned.map((variant) => variant.scores),
  )
  return toFaceRecord({ file, index, face, scores, variants })
}
