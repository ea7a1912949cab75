import { createHash } from 'node:crypto'
import type { ProtocolId } from '#domain/alignment/protocols.ts'
import type { Backend, FaceRecord, FailedRecord, ModelRecord } from '#domain/quality/record.ts'
import type { PhotoVersion } from './inputs/photo.ts'

/** All that is known of a photo when it is done; a line of the NDJSON. */
export interface PhotoLine {
  /** What scored it, for a later run to tell whether it would do the same. */
  readonly by: string
  readonly file: string
  /** Of the file that was scored; null where it could not be opened. */
  readonly size: number | null
  readonly modified: string | null
  readonly backend: Backend | null
  readonly faces: readonly FaceRecord[]
  readonly failed: readonly FailedRecord[]
}

/** Such as `plumb 0.1.0 p24 plumb-m@1a2b3c4d5e6f plumb-m-baseline@…`: version, protocol, and the models by their hashes. */
export const scoredBy = (version: string, protocol: ProtocolId, models: readonly ModelRecord[]): string =>
  [`plumb ${version}`, protocol, ...models.map(({ id, sha256 }) => `${id}@${sha256.slice(0, 12)}`)].join(' ')

/** Equal for the same state of the same file, scored by the same. Short, since millions may be in memory. */
export const lineKey = (by: string, file: string, { size, modified }: PhotoVersion): string =>
  createHash('sha1').update([by, file, size, modified].join('\0')).digest('base64').slice(0, 20)

/** Code of a photo's failure. */
export const browserDied = 'browser-died'

/** Whether something failed that need not fail again. */
export const hasCrashed = ({ failed }: Pick<PhotoLine, 'failed'>): boolean =>
  failed.some(({ code }) => code === browserDied || code === 'engine-crashed' || code === 'engine-stuck')
