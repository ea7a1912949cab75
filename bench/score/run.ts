import type { ProtocolId } from '#domain/alignment/protocols.ts'
import { PlumbError } from '#domain/errors.ts'
import type { ModelRecord } from '#domain/quality/record.ts'
import type { Pool } from './browser/pool.ts'
import type { CropFolder } from './crop-folder.ts'
import { inOrder } from './in-order.ts'
import type { Photo } from './inputs/photo.ts'
import type { Journal } from './journal.ts'
import { type PhotoLine, scoredBy } from './photo-line.ts'

/** Photos that are opened before their turn, a job: enough that a slow one keeps no browser idle. */
const aheadOfJob = 4

export interface Run {
  readonly jobs: number
  readonly stability: ProtocolId
  readonly version: string
  readonly models: readonly ModelRecord[]
  readonly journal: Journal
  /** Where mended crops go; null where none are wanted. */
  readonly crops: CropFolder | null
}

/**
 * Scores photos, several at a time, and gives the results in their order. What the journal knows is not scored again.
 * @param signal  where it fires, what is done still comes
 * @throws BrowserStartError where no browser starts any more
 */
export function scorePhotos(
  photos: AsyncIterable<Photo>,
  pool: Pick<Pool, 'score'>,
  { jobs, stability, version, models, journal, crops: cropFolder }: Run,
  signal: AbortSignal,
): AsyncGenerator<PhotoLine> {
  const by = scoredBy(version, stability, models)
  const score = async (photo: Photo): Promise<PhotoLine> => {
    const file = photo.name
    try {
      const opened = await photo.open()
      const { size, modified } = opened
      const known = journal.find(by, file, opened)
      if (known) return known
      const { crops, ...result } = await pool.score(file, opened, stability, cropFolder !== null)
      cropFolder?.write(file, crops)
      return { by, file, size, modified, ...result }
    } catch (thrown) {
      if (!(thrown instanceof PlumbError) || thrown.code === 'browser-start') throw thrown
      const { code, message } = thrown
      return { by, file, size: null, modified: null, backend: null, faces: [], failed: [{ file, code, message }] }
    }
  }
  return inOrder(photos, aheadOfJob * jobs, score, signal)
}
