import { verdictOf } from '#domain/evaluation/finding.ts'
import { differenceOf, methodOfKind, type Question, rowOf } from '#domain/evaluation/reading/look-up.ts'
import type { EvaluationResults, MendingRow } from '#domain/evaluation/results.ts'
import type { View } from '#stores/evidence/choice.ts'
import { mendingOf } from '#stores/evidence/mending.ts'
import { fixed, signedFixed } from '#ui/format.ts'

/** What the page says first. */
export interface Story {
  /** One sentence: what moves least as a crop is misaligned, what mending it gives back, and what that costs. */
  readonly found: string
  /** The cost in numbers; null where there are none to be quoted. */
  readonly numbers: string | null
}

/** The story of a set and a judge, made from the results; null where it was not measured how far scores move. */
export function storyOf(view: View): Story | null {
  const { results, choice } = view
  const student = methodOfKind(results, 'student')?.id
  const baseline = methodOfKind(results, 'baseline')?.id
  const medianOf = (method: string | undefined) =>
    results.stability.find((each) => each.set === choice.question.set && each.method === method)?.spread[50]
  const [mine, theirs] = [medianOf(student), medianOf(baseline)]
  if (mine === undefined || theirs === undefined) return null
  const { cost, numbers } = costOf(results, { ...choice.question, condition: 'proper' }, student, baseline)
  return { found: `${movesLeast(mine, theirs)}${mends(mendingOf(view))}${cost}.`, numbers }
}

const points = (spread: number) => fixed(spread, 1)
const percent = (share: number) => `${fixed(100 * share, 1)}%`

function movesLeast(student: number, baseline: number): string {
  const begins = 'Over 24 misalignments of a crop'
  if (points(student) === points(baseline))
    return `${begins} student’s and baseline’s scores move alike, by ${points(student)} points at the median face`
  const [less, more] = student < baseline ? ['student', 'baseline'] : ['baseline', 'student']
  const [low, high] = [Math.min(student, baseline), Math.max(student, baseline)]
  return `${begins} the ${less}’s score moves by ${points(low)} points at the median face, the ${more}’s by ${points(high)}`
}

/** What the crops that recognition fails on most come to when they are cut again. */
function mends(rows: readonly MendingRow[]): string {
  const worst = rows
    .filter(({ condition, too_few_impostors }) => condition !== 'proper' && !too_few_impostors)
    .toSorted((a, b) => b.as_cut.fnmr.value - a.as_cut.fnmr.value)[0]
  const interval = worst?.gain.interval
  if (!worst || !interval) return ''
  const [before, after] = [percent(worst.as_cut.fnmr.value), percent(worst.mended.fnmr.value)]
  switch (verdictOf({ interval })) {
    case 'better':
      return `, and the worst crops, cut again by the student’s alignment, fail in ${after} of genuine comparisons instead of ${before}`
    case 'worse':
      return `, but the worst crops, cut again by the student’s alignment, fail in ${after} of genuine comparisons instead of ${before}`
    case 'undecided':
      return `, and cutting the worst crops again by the student’s alignment makes no difference that can be told (${after} of genuine comparisons fail, ${before} before)`
  }
}

function costOf(
  results: EvaluationResults,
  proper: Question,
  student: string | undefined,
  baseline: string | undefined,
): { readonly cost: string; readonly numbers: string | null } {
  const difference = differenceOf(results, proper, student, baseline)
  const [mine, theirs] = [rowOf(results, proper, student), rowOf(results, proper, baseline)]
  if (!difference || typeof mine?.pauc30 !== 'number' || typeof theirs?.pauc30 !== 'number')
    return { cost: '', numbers: null }
  if (mine.too_few_impostors)
    return { cost: '; too few impostors set the threshold to say what that costs', numbers: null }
  const { low, high } = difference.interval
  return {
    cost: costs[verdictOf(difference)],
    numbers: `pAUC on properly aligned crops, student and baseline: ${fixed(mine.pauc30, 3)} and ${fixed(theirs.pauc30, 3)}, ${signedFixed(difference.difference, 3)} (95% interval ${signedFixed(low, 3)} to ${signedFixed(high, 3)}); lower is better.`,
  }
}

const costs = {
  better: '; on properly aligned crops the student finds the errors better, too',
  worse: '; the price is on properly aligned crops, where the student finds the errors less well',
  undecided: '; on properly aligned crops the two cannot be told apart',
} as const
