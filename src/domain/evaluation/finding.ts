import type { EvaluationResults, ImpostorChoice, MethodDifference, Moves } from './results.ts'

/** Whether `method` does better than `other`; undecided where the interval of their difference holds 0. */
export type Verdict = 'better' | 'worse' | 'undecided'

export function verdictOf({ interval }: Pick<MethodDifference, 'interval'>): Verdict {
  if (interval.high < 0) return 'better'
  return interval.low > 0 ? 'worse' : 'undecided'
}

/** What one judge says of a set. */
export interface Judged {
  readonly set: string
  readonly judge: string
  readonly moves: Moves
  readonly impostors: ImpostorChoice
}

/**
 * Student against baseline in a sentence, over all conditions: where one is better, and where nothing tells them apart; the
 * numbers are those of the clearest difference. Null where the two were not compared, or by a threshold that too few
 * impostors set.
 */
export function findingOf(results: EvaluationResults, judged: Judged): string | null {
  const { differences, methods, conditions, rows } = results
  const isOfJudged = (key: Judged) => judgedParts.every((part) => key[part] === judged[part])
  if (rows.some((row) => isOfJudged(row) && row.too_few_impostors)) return null
  // The first of each, as everywhere: a second student is compared by its own name.
  const isOf = (kind: string, id: string) => methods.find((method) => method.kind === kind)?.id === id
  const compared = differences.filter(
    (difference) => isOfJudged(difference) && isOf('student', difference.method) && isOf('baseline', difference.other),
  )
  if (compared.length === 0) return null
  const label = (id: string) => conditions.find((condition) => condition.id === id)?.label ?? id
  const parts = verdicts.flatMap(({ verdict, say }) => {
    const such = compared.filter((difference) => verdictOf(difference) === verdict)
    if (such.length === 0) return []
    return `under ${listed(such.map(({ condition }) => label(condition)))} ${say(clearest(such))}`
  })
  const sentence = `${parts.join('; ')}.`
  return sentence[0]!.toUpperCase() + sentence.slice(1)
}

const judgedParts = ['set', 'judge', 'moves', 'impostors'] as const

const verdicts: readonly { readonly verdict: Verdict; readonly say: (clearest: MethodDifference) => string }[] = [
  { verdict: 'better', say: (difference) => `the student does better than the baseline (${numbersOf(difference)})` },
  { verdict: 'worse', say: (difference) => `the student does worse than the baseline (${numbersOf(difference)})` },
  { verdict: 'undecided', say: () => 'student and baseline cannot be told apart' },
]

const clearest = (differences: readonly MethodDifference[]) =>
  differences.toSorted((a, b) => Math.abs(b.difference) - Math.abs(a.difference))[0]!

const numbersOf = ({ difference, interval: { low, high } }: MethodDifference) =>
  `pAUC@0.3 ${signed(difference)}, 95% interval ${signed(low)} to ${signed(high)}`

const signed = (value: number) => `${value > 0 ? '+' : ''}${value.toFixed(3)}`.replace('-', '−')

const listed = (names: readonly string[]) =>
  names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : names[0]!
