import type { MendingRow } from '#domain/evaluation/results.ts'
import type { View } from './choice.ts'

/** What mending gives back on the chosen set, by the chosen judge: a row a kind of crops; none where nothing was mended. */
export const mendingOf = ({ results: { mending }, choice: { question } }: View): readonly MendingRow[] =>
  mending.filter(({ set, judge }) => set === question.set && judge === question.judge)
