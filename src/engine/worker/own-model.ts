import type { Raster } from '#domain/geometry/raster.ts'
import type { ScoreScale } from '#domain/quality/manifest.ts'
import { type OwnInput, type OwnShape, ownScale } from '#domain/quality/own-model.ts'
import { scoreOf } from '#domain/quality/scale.ts'
import { sha256 } from '#inference/models/files.ts'
import { OwnModelTooLargeError } from '#inference/models/own/errors.ts'
import type { OwnSession } from '#inference/models/own/own-session.ts'
import type { MeasuredCrop, ModelFailure, OwnModel, OwnModelFile, OwnOutcome } from '../protocol.ts'
import { thrownData } from './jobs.ts'
import { isTrap } from './trap.ts'

/** Of a dropped file: more and its copy in WASM do not fit into a page beside everything else. */
const mostBytes = 300e6

/** Crops that the model gets between two signs of life, so that a slow one is not taken for stuck. */
const batchSize = 4

/** A dropped model. Its callers queue: onnxruntime runs one request at a time. */
export interface OwnModelRunner {
  /** Opens a file, tries it, and closes it. */
  inspect(file: Blob): Promise<OwnShape>
  /** Opens the model that is to get its scale: `measure` what there is, then `finish`. */
  open(model: OwnModelFile): Promise<void>
  /** Scores crops for the scale; those that the model fails on are left out. */
  measure(crops: readonly MeasuredCrop[]): Promise<void>
  /**
   * Makes the scale of what was measured; the model scores from now on.
   * @throws what the model threw where it failed on so many crops that the others make no scale
   */
  finish(): OwnModel
  /** What the model says of each crop, in order. One crop that it fails on costs no other its score. */
  score(crops: readonly Raster[]): Promise<readonly OwnOutcome[]>
}

/** A model on its way to a scale, or with one. */
interface Opened {
  readonly about: Pick<OwnModel, 'id' | 'name' | 'file' | 'sha256' | 'bytes'>
  readonly session: OwnSession
  readonly input: OwnInput
  readonly raws: number[]
  /** How many of `raws` are of misaligned crops. */
  misaligned: number
  ms: number
  readonly failures: unknown[]
  scale: ScoreScale | null
}

/**
 * @param openSession  as `openOwnSession` does
 * @param onStep       awaited before each few crops
 */
export function createOwnModel(
  openSession: (bytes: Uint8Array, size?: number) => Promise<OwnSession>,
  onStep: () => Promise<void> = async () => {},
): OwnModelRunner {
  let opened: Opened | null = null

  const theModel = () => {
    if (!opened) throw new Error('The model was not opened.')
    return opened
  }

  async function runAll(model: Opened, crops: readonly Raster[]): Promise<readonly Run[]> {
    const runs: Run[] = []
    for (let from = 0; from < crops.length; from += batchSize) {
      await onStep()
      runs.push(...(await runEach(model, crops.slice(from, from + batchSize))))
    }
    return runs
  }

  return {
    async inspect(file) {
      const session = await openSession(await read(file))
      await session.release()
      return session.shape
    },

    async open({ id, name, file, input: { size, order, mean, std } }) {
      const bytes = await read(file)
      const about = { id, name, file: file.name, sha256: await sha256(bytes), bytes: bytes.length }
      const session = await openSession(bytes, size)
      const { layout, batch } = session.shape
      const input: OwnInput = { size, layout, batch, order, mean, std }
      opened = { about, session, input, raws: [], misaligned: 0, ms: 0, failures: [], scale: null }
    },

    async measure(crops) {
      const model = theModel()
      const start = performance.now()
      const runs = await runAll(
        model,
        crops.map(({ crop }) => crop),
      )
      model.ms += performance.now() - start
      runs.forEach((run, i) => {
        if ('thrown' in run) model.failures.push(run.thrown)
        else {
          model.raws.push(run.raw)
          if (!crops[i]!.isAligned) model.misaligned++
        }
      })
    },

    finish() {
      const model = theModel()
      const { about, input, raws, misaligned, ms, failures } = model
      const scale = scaleOf(raws, misaligned, failures)
      model.scale = scale
      return { ...about, input, scale, misaligned, msPerFace: ms / scale.n }
    },

    async score(crops) {
      const model = theModel()
      const { scale } = model
      if (!scale) throw new Error('The model has no scale yet.')
      const runs = await runAll(model, crops)
      return runs.map((run) =>
        'thrown' in run
          ? { failure: failureOf(run.thrown) }
          : { score: { raw: run.raw, score: scoreOf(run.raw, scale) } },
      )
    },
  }
}

type Run = { readonly raw: number } | { readonly thrown: unknown }

/** Runs all at once, and one by one where that fails. */
async function runEach(
  { session, input }: Pick<Opened, 'session' | 'input'>,
  crops: readonly Raster[],
): Promise<readonly Run[]> {
  try {
    return (await session.run(crops, input)).map((raw) => ({ raw }))
  } catch (thrown) {
    // WebAssembly in pieces scores nothing any more.
    if (isTrap(thrown)) throw thrown
    if (crops.length === 1) return [{ thrown }]
    const runs: Run[] = []
    for (const crop of crops) runs.push(...(await runEach({ session, input }, [crop])))
    return runs
  }
}

function failureOf(thrown: unknown): ModelFailure {
  const { message, remedy } = thrownData(thrown, null)
  return { message, remedy }
}

function scaleOf(raws: readonly number[], misaligned: number, failures: readonly unknown[]): ScoreScale {
  try {
    return ownScale(raws, misaligned)
  } catch (tooFew) {
    throw failures[0] ?? tooFew
  }
}

async function read(file: Blob): Promise<Uint8Array<ArrayBuffer>> {
  if (file.size > mostBytes) throw new OwnModelTooLargeError(file.size, mostBytes)
  return new Uint8Array(await file.arrayBuffer())
}
