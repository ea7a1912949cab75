import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { SelfAlignment } from '#domain/alignment/self-alignment.ts'
import type { Raster } from '#domain/geometry/raster.ts'
import type { ScoreScale } from '#domain/quality/manifest.ts'
import { isOwn } from '#domain/quality/own-model.ts'
import type { ModelRecord, OwnModelRecord, ResultRecord } from '#domain/quality/record.ts'
import { toTensor } from '#domain/quality/tensor.ts'
import { sha256 } from '#inference/models/files.ts'
import { openModel, readManifest } from '#inference/models/node.ts'
import { openInNode } from '#inference/models/own/node.ts'

/** A model of a record, which scores crops as it did then. */
export interface RunnableModel {
  readonly id: string
  readonly scale: Pick<ScoreScale, 'quantiles'>
  /** What it says of each crop, in order; at least one crop. */
  ask(crops: readonly Raster[]): Promise<CropAnswers>
}

export interface CropAnswers {
  readonly raws: ArrayLike<number>
  /** How each is cut; null of a model that does not find that out. */
  readonly alignments: readonly SelfAlignment[] | null
}

export interface OpenedModels {
  readonly models: readonly RunnableModel[]
  /** A sentence for each model of the record that is not among them. */
  readonly leftOut: readonly string[]
}

/**
 * Opens the models of a record.
 * @param folder  the released models, with manifest.json
 * @param files   ONNX files of the record's own models, in any order
 * @throws Error where the folder has other models than the record, or where the record knows nothing of a file
 */
export async function openModels(
  record: Pick<ResultRecord, 'models'>,
  folder: string,
  files: readonly string[],
): Promise<OpenedModels> {
  const own = record.models.filter(({ id }) => isOwn(id))
  const given = await Promise.all(files.map((file) => readOwn(file, own)))
  const opened = await Promise.all(
    own.map(async ({ id, sha256, own }) => {
      const bytes = given.find((each) => each.sha256 === sha256)?.bytes
      if (!own) return `${id} is left out: the record does not say how its crops are prepared.`
      if (!bytes) return `${id} is left out: give its file, ${own.file} (sha256 ${sha256}), with --model.`
      return openOwn(id, bytes, own)
    }),
  )
  return {
    models: [
      ...(await openReleased(
        record.models.filter(({ id }) => !isOwn(id)),
        folder,
      )),
      ...opened.filter((each) => typeof each !== 'string'),
    ],
    leftOut: opened.filter((each) => typeof each === 'string'),
  }
}

async function openReleased(models: readonly ModelRecord[], folder: string): Promise<readonly RunnableModel[]> {
  const manifest = await readManifest(folder)
  return Promise.all(
    models.map(async ({ id, sha256 }) => {
      const entry = manifest.models.find((each) => each.id === id && each.sha256 === sha256)
      if (!entry) throw new Error(`The record was made by another ${id} than ${folder} has.`)
      const model = await openModel(folder, entry)
      return { id, scale: entry.scale, ask: (crops) => model.ask(toTensor(crops).data, crops.length) }
    }),
  )
}

async function readOwn(file: string, own: readonly ModelRecord[]) {
  const bytes = new Uint8Array(await readFile(file))
  const hash = await sha256(bytes)
  if (!own.some((model) => model.sha256 === hash))
    throw new Error(`The record has no scores by ${basename(file)} (sha256 ${hash}).`)
  return { sha256: hash, bytes }
}

async function openOwn(id: string, bytes: Uint8Array, { input, scale }: OwnModelRecord): Promise<RunnableModel> {
  const session = await openInNode(bytes, input.size)
  return { id, scale, ask: async (crops) => ({ raws: await session.run(crops, input), alignments: null }) }
}
