import type { Raster } from '#domain/geometry/raster.ts'
import type { ScoreScale } from '#domain/quality/manifest.ts'
import { type OwnInput, type OwnShape, ownScale } from '#domain/quality/own-model.ts'
import type { QualityScore } from '#domain/quality/record.ts'
import { scoreOf } from '#domain/quality/scale.ts'
import { sha256 } from '#inference/models/files.ts'
import { OwnModelTooLargeError } from '#inference/models/own/errors.ts'
import type { OwnSession } from '#inference/models/own/own-session.ts'
import { OwnModelGoneError } from '../errors.ts'
import type { CropScores, ModelFailure, OwnModel, OwnModelFile } from '../protocol.ts'
import { thrownData } from './jobs.ts'
import { isTrap } from './trap.ts'

/** Of a dropped file: more and its copy in WASM do not fit into a page beside everything else. */
const mostBytes = 300e6

/** The dropped models that are open. Its callers queue: onnxruntime runs one request at a time. */
export interface OwnModels {
  inspect(file: Blob): Promise<OwnShape>
  /**
   * Opens a model that is to get its scale: `measure` what there is, then `finish`, or `discard` it at any time.
   * A finished model of the same id stays as it is until then.
   */
  open(model: OwnModelFile): Promise<void>
  /** Scores crops for the scale of an opened model; those that it fails on are left out. */
  measure(id: string, crops: readonly MeasuredCrop[]): Promise<void>
  /**
   * Makes the scale of what was measured; the model scores from now on.
   * @throws what the model threw where it failed on so many crops that the others make no scale
   */
  finish(id: string): Promise<OwnModel>
  /** Closes a model that was opened and not finished. */
  discard(id: string): Promise<void>
  remove(id: string): Promise<void>
  /** What the models named say of each crop, in order. One crop that a model fails on costs no other its score. */
  score(ids: readonly string[], crops: readonly Raster[]): Promise<readonly CropScores[]>
}

interface MeasuredCrop {
  readonly crop: Raster
  /** As for ReferenceCrop. */
  readonly isAligned: boolean
}

interface Opened {
  readonly session: OwnSession
  readonly input: OwnInput
}

interface Finished extends Opened {
  readonly scale: ScoreScale
}

/** A model on its way to a scale. */
interface Trial extends Opened {
  readonly about: Pick<OwnModel, 'id' | 'name' | 'file' | 'sha256' | 'bytes'>
  readonly raws: number[]
  /** How many of `raws` are of misaligned crops. */
  misaligned: number
  ms: number
  readonly failures: unknown[]
}

/** @param openSession  as `openOwnSession` does */
export function createOwnModels(openSession: (bytes: Uint8Array, size?: number) => Promise<OwnSession>): OwnModels {
  const models = new Map<string, Finished>()
  const trials = new Map<string, Trial>()

  async function close(from: Map<string, Opened>, id: string) {
    const model = from.get(id)
    from.delete(id)
    // One that broke may refuse, and is gone all the same.
    await Promise.allSettled([model?.session.release()])
  }

  const discard = (id: string) => close(trials, id)
  const remove = (id: string) => close(models, id)

  function trialOf(id: string): Trial {
    const trial = trials.get(id)
    if (!trial) throw new OwnModelGoneError()
    return trial
  }

  return {
    discard,
    remove,

    async inspect(file) {
      const session = await openSession(await read(file))
      await session.release()
      return session.shape
    },

    async open({ id, name, file, input: { size, order, mean, std } }) {
      await discard(id)
      const bytes = await read(file)
      const about = { id, name, file: file.name, sha256: await sha256(bytes), bytes: bytes.length }
      const session = await openSession(bytes, size)
      const { layout, batch } = session.shape
      const input: OwnInput = { size, layout, batch, order, mean, std }
      trials.set(id, { session, input, about, raws: [], misaligned: 0, ms: 0, failures: [] })
    },

    async measure(id, crops) {
      const trial = trialOf(id)
      const start = performance.now()
      const runs = await runEach(
        trial,
        crops.map(({ crop }) => crop),
      )
      trial.ms += performance.now() - start
      runs.forEach((run, i) => {
        if ('thrown' in run) trial.failures.push(run.thrown)
        else {
          trial.raws.push(run.raw)
          if (!crops[i]!.isAligned) trial.misaligned++
        }
      })
    },

    async finish(id) {
      const { about, session, input, raws, misaligned, ms, failures } = trialOf(id)
      const scale = scaleOf(raws, misaligned, failures)
      await remove(id)
      trials.delete(id)
      models.set(id, { session, input, scale })
      return { ...about, input, scale, misaligned, msPerFace: ms / scale.n }
    },

    async score(ids, crops) {
      const scores: Record<string, QualityScore>[] = crops.map(() => ({}))
      const failures: Record<string, ModelFailure>[] = crops.map(() => ({}))
      for (const id of ids) {
        const model = models.get(id)
        const runs = model ? await runEach(model, crops) : crops.map(() => ({ thrown: new OwnModelGoneError() }))
        runs.forEach((run, i) => {
          if ('thrown' in run) failures[i]![id] = failureOf(run.thrown)
          else if (model) scores[i]![id] = { raw: run.raw, score: scoreOf(run.raw, model.scale) }
        })
      }
      return crops.map((_, i) => ({
        scores: scores[i]!,
        ...(Object.keys(failures[i]!).length > 0 && { failures: failures[i]! }),
      }))
    },
  }
}

type Run = { readonly raw: number } | { readonly thrown: unknown }

/** Runs all at once, and one by one where that fails. */
async function runEach({ session, input }: Opened, crops: readonly Raster[]): Promise<readonly Run[]> {
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
