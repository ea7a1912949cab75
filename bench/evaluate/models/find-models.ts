import { existsSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import type { JudgeGroup } from '#domain/evaluation/results.ts'
import { type Manifest, modelLabel, type ScoreScale } from '#domain/quality/manifest.ts'
import { type PixelValues, presets } from '#domain/quality/own-model.ts'
import { messageOf } from '../../cli/arguments.ts'
import { sha256Of } from '../hash.ts'
import { knownModels, npmRecogniser, presetOf } from './known-models.ts'
import { type Judge, type Method, measureMethods, measuresNet } from './methods.ts'
import type { FileSpec, MenderSpec, NetSpec } from './net.ts'
import { npmRecogniserFile } from './npm-recogniser.ts'

/** All that can be asked, and the nets that answer. */
export interface Models {
  readonly nets: readonly NetSpec[]
  readonly methods: readonly Method[]
  readonly judges: readonly Judge[]
}

export const nothing: Models = { nets: [], methods: [], judges: [] }

export const together = (...parts: readonly Models[]): Models => ({
  nets: parts.flatMap(({ nets }) => nets),
  methods: parts.flatMap(({ methods }) => methods),
  judges: parts.flatMap(({ judges }) => judges),
})

/** Student and baseline; where several pairs are released, the later ones under their ids. */
export const releasedModels = (
  folder: string,
  { models }: Manifest,
): Models & { readonly scales: ReadonlyMap<string, ScoreScale> } => ({
  scales: new Map(models.map(({ id, scale }) => [id, scale])),
  nets: models.map((entry) => ({ kind: 'released', id: entry.id, folder, entry })),
  methods: models.map(({ id, role, sha256 }) => ({
    id,
    label: models.find((first) => first.role === role)?.id === id ? modelLabel[role] : id,
    kind: role,
    sha256,
    source: { net: id, output: 'quality' },
  })),
  judges: [],
})

export const plainMeasures: Models = { nets: [measuresNet], methods: measureMethods, judges: [] }

/** The known models that lie in a folder, and the names of those that do not. */
export function modelsIn(folder: string | null): { readonly models: Models; readonly leftOut: readonly string[] } {
  const pathOf = (id: string) => (folder === null ? null : join(folder, `${id}.onnx`))
  const isThere = ({ id }: { readonly id: string }) => existsSync(pathOf(id) ?? '')
  return {
    models: together(...knownModels.filter(isThere).map((known) => ofFile({ ...known, path: pathOf(known.id)! }))),
    leftOut: knownModels
      .filter((known) => !isThere(known))
      .map(
        ({ id, label }) =>
          `${label} is left out: ${pathOf(id) ?? `${id}.onnx`} is not there; name its folder with --models.`,
      ),
  }
}

/** The recogniser from npm; where it cannot be had, why. */
export async function npmModels(
  path: string,
): Promise<{ readonly models: Models; readonly leftOut: readonly string[] }> {
  try {
    return { models: ofFile({ ...npmRecogniser, path: await npmRecogniserFile(path) }), leftOut: [] }
  } catch (thrown) {
    return { models: nothing, leftOut: [`${npmRecogniser.label} is left out: ${messageOf(thrown)}`] }
  }
}

/**
 * A model of one's own, named `FILE.onnx` or `FILE.onnx:preset`.
 * @throws Error where there is no such file or preset
 */
export function ownModel(argument: string, part: 'quality' | 'judge'): Models {
  const [, path, preset] = argument.match(/^(.+?)(?::([a-z0-9-]+))?$/) as unknown as [string, string, string?]
  if (!existsSync(path)) throw new Error(`There is no file ${path}.`)
  const id = basename(path).replace(/\.onnx$/i, '')
  const group = part === 'judge' ? 'cross-model' : null
  return ofFile({ id, label: id, group, pixels: presetOf(preset ?? presets[0].id), path })
}

/**
 * A model of one's own that says how crops are cut.
 * @throws Error where there is no such file
 */
export function ownMender(path: string): MenderSpec {
  if (!existsSync(path)) throw new Error(`There is no file ${path}.`)
  const id = basename(path).replace(/\.onnx$/i, '')
  return { kind: 'mender', id: `${id} (mends)`, path, sha256: sha256Of(readFileSync(path)) }
}

interface ModelFile {
  readonly id: string
  readonly label: string
  /** Null: a quality model, not a recogniser. */
  readonly group: JudgeGroup | null
  readonly pixels: PixelValues
  readonly path: string
}

/** A recogniser judges, and the length of its embeddings is a score; a quality model scores. */
function ofFile({ id, label, group, pixels, path }: ModelFile): Models {
  const sha256 = sha256Of(readFileSync(path))
  const net = { id, path, sha256, pixels } satisfies Omit<FileSpec, 'kind'>
  return group === null
    ? {
        nets: [{ ...net, kind: 'quality' }],
        methods: [{ id, label, kind: 'quality', sha256, source: { net: id, output: 'quality' } }],
        judges: [],
      }
    : {
        nets: [{ ...net, kind: 'recogniser' }],
        methods: [
          {
            id: `${id}-length`,
            label: `${label}, embedding length`,
            kind: 'length',
            sha256,
            source: { net: id, output: 'length' },
          },
        ],
        judges: [{ id, label, group, sha256, net: id }],
      }
}
