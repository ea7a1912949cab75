import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import type { Manifest, ModelEntry } from '#domain/quality/manifest.ts'
import { ModelChecksumError } from './errors.ts'
import { sha256 } from './files.ts'
import { parseManifest } from './manifest.ts'
import { type QualityModel, qualityModel } from './quality-model.ts'

/** @param folder  path of the folder that holds manifest.json */
export async function readManifest(folder: string): Promise<Manifest> {
  return parseManifest(JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')))
}

/**
 * @param options  of onnxruntime's session
 * @throws ModelChecksumError where the file is not the one that the manifest describes
 */
export async function openModel(
  folder: string,
  entry: ModelEntry,
  options: InferenceSession.SessionOptions = {},
): Promise<QualityModel> {
  const bytes = new Uint8Array(await readFile(join(folder, entry.file)))
  if ((await sha256(bytes)) !== entry.sha256) throw new ModelChecksumError(entry.file)
  return qualityModel(entry, await InferenceSession.create(bytes, options), Tensor)
}
