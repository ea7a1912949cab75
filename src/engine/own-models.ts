import type { Raster } from '#domain/geometry/raster.ts'
import type { OwnShape } from '#domain/quality/own-model.ts'
import type { QualityScore } from '#domain/quality/record.ts'
import { OwnModelCrashError, OwnModelStuckError } from './errors.ts'
import { measureScale } from './own-scale.ts'
import type {
  CropScores,
  ModelFailure,
  OwnModel,
  OwnModelApi,
  OwnModelFile,
  PhotoHandle,
  ReferenceCrop,
} from './protocol.ts'
import type { Busy } from './worker/beat.ts'
import { createWorkerLink, type WorkerLink, WorkerLostError } from './worker-link.ts'

/** Seconds: opening takes what a large file takes, a few crops what a slow model takes on a slow phone. */
const patience = ({ stage }: Busy): number => (stage === 'own' ? 20 : 60)

/** A person's models, each in a worker of its own: one that hangs or breaks costs no other anything. */
export interface OwnModels {
  inspect(file: Blob, signal: AbortSignal): Promise<OwnShape>
  /** @param cut  the crops that transforms cut from a photo, or null where it cannot be read any more */
  add(
    model: OwnModelFile,
    reference: readonly ReferenceCrop[],
    cut: Cut,
    signal: AbortSignal,
    onProgress?: (done: number) => Promise<void> | void,
  ): Promise<OwnModel>
  remove(id: string): void
  /** What the models named say of each crop, in order. One that hung or broke is not asked again, and says why. */
  score(ids: readonly string[], crops: readonly Raster[], signal: AbortSignal): Promise<readonly CropScores[]>
  end(): void
}

export type Cut = (
  photo: PhotoHandle,
  transforms: readonly ReferenceCrop['transform'][],
) => Promise<readonly Raster[] | null>

/** @param spawn  starts a worker that answers to OwnModelApi */
export function createOwnModels(spawn: () => Worker): OwnModels {
  const models = new Map<string, WorkerLink<OwnModelApi>>()
  /** Why a model is asked no more, by its id. */
  const lost = new Map<string, ModelFailure>()
  const open = new Set<WorkerLink<OwnModelApi>>()

  function start(): WorkerLink<OwnModelApi> {
    const link = createWorkerLink<OwnModelApi>(spawn(), { patience })
    open.add(link)
    return link
  }

  function end(link: WorkerLink<OwnModelApi>) {
    open.delete(link)
    link.end()
  }

  function remove(id: string) {
    const link = models.get(id)
    if (link) end(link)
    models.delete(id)
    lost.delete(id)
  }

  async function ask(id: string, crops: readonly Raster[], signal: AbortSignal): Promise<readonly CropScores[]> {
    const all = (failure: ModelFailure) => crops.map(() => ({ scores: {}, failures: { [id]: failure } }))
    const link = models.get(id)
    const gone = lost.get(id)
    if (gone || !link) return all(gone ?? { message: 'Your model is no longer open.', remedy: 'Drop it again.' })
    try {
      const outcomes = await link.call(signal, (api, job) => api.score(job, crops))
      return outcomes.map((outcome) =>
        'score' in outcome ? { scores: { [id]: outcome.score } } : { scores: {}, failures: { [id]: outcome.failure } },
      )
    } catch (thrown) {
      if (!(thrown instanceof WorkerLostError)) throw thrown
      const { message, remedy } = blame(thrown)
      lost.set(id, { message, remedy })
      return all({ message, remedy })
    }
  }

  return {
    async inspect(file, signal) {
      const link = start()
      try {
        return await link.call(signal, (api, job) => api.inspect(job, file)).catch(rethrow)
      } finally {
        end(link)
      }
    },

    async add(model, reference, cut, signal, onProgress) {
      const link = start()
      try {
        const added = await measureScale(
          {
            open: () => link.call(signal, (api, job) => api.open(job, model)),
            async measure(photo, crops) {
              const rasters = await cut(
                photo,
                crops.map(({ transform }) => transform),
              )
              const measured = rasters?.map((crop, i) => ({ crop, isAligned: crops[i]!.isAligned })) ?? []
              await link.call(signal, (api, job) => api.measure(job, measured))
            },
            finish: () => link.call(signal, (api, job) => api.finish(job)),
          },
          reference,
          onProgress,
        )
        signal.throwIfAborted()
        remove(model.id)
        models.set(model.id, link)
        return added
      } catch (thrown) {
        end(link)
        return rethrow(thrown)
      }
    },

    remove,

    async score(ids, crops, signal) {
      const all = await Promise.all(ids.map((id) => ask(id, crops, signal)))
      return crops.map((_, i) => mergeScores(all.map((each) => each[i]!)))
    },

    end() {
      for (const link of open) link.end()
      open.clear()
      models.clear()
    },
  }
}

/** What several models say of one crop. */
export function mergeScores(said: readonly CropScores[]): CropScores {
  const scores: Readonly<Record<string, QualityScore>> = Object.assign({}, ...said.map((each) => each.scores))
  const failures: Readonly<Record<string, ModelFailure>> = Object.assign({}, ...said.map((each) => each.failures))
  return Object.keys(failures).length > 0 ? { scores, failures } : { scores }
}

const blame = (loss: WorkerLostError) =>
  loss.how === 'stuck' ? new OwnModelStuckError(loss) : new OwnModelCrashError(loss)

function rethrow(thrown: unknown): never {
  throw thrown instanceof WorkerLostError ? blame(thrown) : thrown
}
