import type { Raster } from '#domain/geometry/raster.ts'
import type { Similarity } from '#domain/geometry/similarity.ts'
import type { ScoreScale } from '#domain/quality/manifest.ts'
import { type OwnInput, type OwnShape, ownScale } from '#domain/quality/own-model.ts'
import type { QualityScore, Scores } from '#domain/quality/record.ts'
import { scoreOf } from '#domain/quality/scale.ts'
import { sha256 } from '#inference/models/files.ts'
import { OwnModelTooLargeError } from '#inference/models/own/errors.ts'
import type { OwnSession } from '#inference/models/own/own-session.ts'
import { OwnModelGoneError } from '../errors.ts'
import type { OwnModel, OwnModelFile, PhotoHandle, ReferenceCrop } from '../protocol.ts'

/** Of a dropped file: more and its copy in WASM do not fit into a page beside everything else. */
const mostBytes = 300e6

/** The dropped models that are open. Its callers queue: onnxruntime runs one request at a time. */
export interface OwnModels {
  inspect(file: Blob): Promise<OwnShape>
  /**
   * Opens a model and makes its scale; where that fails, nothing stays open and a model of the same id stays as it was.
   * @param reference  crops at hand; what they throw stops it
   */
  add(model: OwnModelFile, reference: AsyncIterable<readonly Raster[]>): Promise<OwnModel>
  remove(id: string): Promise<void>
  /**
   * Scores of each crop, in order, by the models named.
   * @throws OwnModelGoneError
   */
  score(ids: readonly string[], crops: readonly Raster[]): Promise<readonly Scores[]>
}

interface Opened {
  readonly session: OwnSession
  readonly input: OwnInput
  readonly scale: ScoreScale
}

/** @param open  as `openOwnSession` does */
export function createOwnModels(open: (bytes: Uint8Array, size?: number) => Promise<OwnSession>): OwnModels {
  const models = new Map<string, Opened>()

  async function remove(id: string) {
    const model = models.get(id)
    models.delete(id)
    await model?.session.release()
  }

  return {
    remove,

    async inspect(file) {
      const session = await open(await read(file))
      await session.release()
      return session.shape
    },

    async add({ id, name, file, input: { size, order, mean, std } }, reference) {
      const bytes = await read(file)
      const hash = await sha256(bytes)
      const session = await open(bytes, size)
      try {
        const { layout, batch } = session.shape
        const input: OwnInput = { size, layout, batch, order, mean, std }
        const raws: number[] = []
        let ms = 0
        for await (const crops of reference) {
          const start = performance.now()
          raws.push(...(await session.run(crops, input)))
          ms += performance.now() - start
        }
        const scale = ownScale(raws)
        await remove(id)
        models.set(id, { session, input, scale })
        return {
          id,
          name,
          file: file.name,
          sha256: hash,
          bytes: bytes.length,
          input,
          scale,
          msPerFace: ms / scale.n,
        }
      } catch (thrown) {
        // One that broke may refuse, and is gone all the same.
        await Promise.allSettled([session.release()])
        throw thrown
      }
    },

    async score(ids, crops) {
      const scores: Record<string, QualityScore>[] = crops.map(() => ({}))
      for (const id of ids) {
        const model = models.get(id)
        if (!model) throw new OwnModelGoneError()
        const raws = await model.session.run(crops, model.input)
        raws.forEach((raw, i) => {
          scores[i]![id] = { raw, score: scoreOf(raw, model.scale) }
        })
      }
      return scores
    },
  }
}

async function read(file: Blob): Promise<Uint8Array<ArrayBuffer>> {
  if (file.size > mostBytes) throw new OwnModelTooLargeError(file.size, mostBytes)
  return new Uint8Array(await file.arrayBuffer())
}

interface ReferenceBatch {
  readonly photo: PhotoHandle
  readonly transforms: readonly Similarity<'source', 'crop'>[]
}

/** Neighbours of one photo together, at most `size`, so that a photo is decoded once. */
export function batchesOf(reference: readonly ReferenceCrop[], size: number): readonly ReferenceBatch[] {
  const batches: { photo: PhotoHandle; transforms: Similarity<'source', 'crop'>[] }[] = []
  for (const { photo, transform } of reference) {
    const last = batches.at(-1)
    if (last?.photo.id === photo.id && last.transforms.length < size) last.transforms.push(transform)
    else batches.push({ photo, transforms: [transform] })
  }
  return batches
}
