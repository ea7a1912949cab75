import { P6 } from '#domain/alignment/protocols.ts'
import type { Reading } from '#domain/live/reading.ts'
import type { Readings } from '#stores/live/readings.ts'
import type { MarkState, Measured } from '#ui/mark/mark-state.ts'

/** Crops of the quick stability protocol. */
export const CROPS = P6.length

/** A reading as the score mark takes it: the smoothed score, with the spread over the quick protocol. */
export const measuredOf = ({ needle, stability }: Reading): Measured => ({
  score: needle,
  spread: stability?.spread ?? null,
  worst: stability?.worst ?? null,
})

/** The mark of a face; that of nothing where the student has not scored it. */
export const liveMark = ({ student, baseline }: Readings): MarkState =>
  student
    ? { kind: 'scored', crops: CROPS, student: measuredOf(student), baseline: baseline && measuredOf(baseline) }
    : { kind: 'none' }
