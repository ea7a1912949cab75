import { join } from 'node:path'
import type { Raster } from '#domain/geometry/raster.ts'
import { type NetSpec, type Output, openNet } from '../../models/net.ts'
import { type RowFile, readRows } from './rows.ts'

/** A net as the cache knows it. */
export interface NetFiles {
  readonly spec: NetSpec
  /** A hash of all that decides its values besides the crops. */
  readonly identity: string
  /** Numbers a row. */
  readonly width: number
  readonly outputs: readonly Output[]
  /** Where its rows under a condition are kept. */
  fileOf(condition: string): RowFile
}

/**
 * Opens a net once, to learn what its rows are like and what they depend on.
 * @param probe  crops that show how its pixels are prepared
 * @param cache  folder of all rows
 * @throws PlumbError where it cannot be opened
 */
export async function findNetFiles(spec: NetSpec, probe: readonly Raster[], cache: string): Promise<NetFiles> {
  const net = await openNet(spec)
  const { outputs } = net
  const identity = await net.identity(probe)
  await net.release()
  const width = outputs.reduce((sum, output) => sum + output.width, 0)
  const folder = join(cache, 'rows', `${encodeURIComponent(spec.id)}-${identity.slice(0, 16)}`)
  return { spec, identity, width, outputs, fileOf: (condition) => ({ path: join(folder, `${condition}.rows`), width }) }
}

/** @returns an output's values of these crops, one row after the other; NaN where a crop has none or is null */
export function readOutput(
  { outputs, width, fileOf }: NetFiles,
  output: string,
  condition: string,
  keys: readonly (string | null)[],
): { readonly width: number; readonly values: Float32Array } {
  const at = outputs.findIndex(({ name }) => name === output)
  const first = outputs.slice(0, at).reduce((sum, before) => sum + before.width, 0)
  const part = outputs[at]!.width
  const rows = readRows(fileOf(condition), keys)
  const values = new Float32Array(keys.length * part)
  for (let i = 0; i < keys.length; i++) values.set(rows.subarray(i * width + first, i * width + first + part), i * part)
  return { width: part, values }
}
