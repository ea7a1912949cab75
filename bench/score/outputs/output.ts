import type { ResultRecord } from '#domain/quality/record.ts'
import type { PhotoLine } from '../photo-line.ts'

/** What a run can tell of itself at its end. */
export type RunRecord = Omit<ResultRecord, 'faces'>

/** A file of results, written as they come. It stands beside its place until `commit`. */
export interface Output {
  add(photo: PhotoLine): void
  /** Makes a whole file of what there is. */
  end(run: RunRecord): void
  /** Moves it to its place. */
  commit(): void
}
