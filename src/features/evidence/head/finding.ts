import { verdictOf } from '#domain/evaluation/finding.ts'
import { differenceOf, judgeOf, methodOfKind, type Question, rowOf } from '#domain/evaluation/reading/look-up.ts'
import { misalignmentAxes, placeOn } from '#domain/evaluation/reading/misalignment-axes.ts'
import type { ConditionInfo, EvaluationRow, Moves } from '#domain/evaluation/results.ts'
import type { View } from '#stores/evidence/choice.ts'
import { fmrWords, judgeGroups } from '#stores/evidence/origin.ts'
import { count, fixed, plural, signedFixed } from '#ui/format.ts'

/** What the page says above its figures. */
export interface Finding {
  /** One sentence. */
  readonly found: string
  /** By how much, with the interval, and the same on proper crops. */
  readonly numbers: string | null
  /** What it was found on and how; null where that was not evaluated. */
  readonly protocol: string | null
}

/** The finding of a choice, written from the data: also when the student loses, and when nothing can be told apart. */
export function findingOf({ results, choice: { question, against } }: View): Finding {
  const student = methodOfKind(results, 'student')
  const other = results.methods.find(({ id }) => id === against)
  const row = rowOf(results, question, student?.id)
  const otherRow = rowOf(results, question, against)
  if (!row || !otherRow || !student || !other) return { found: 'Not evaluated.', numbers: null, protocol: null }
  const isBaseline = other.id === methodOfKind(results, 'baseline')?.id
  const name = isBaseline ? 'the baseline' : other.label
  const protocol = protocolOf(results, question, row)
  if (row.too_few_impostors)
    return {
      found: `Too few impostors for an FMR of ${fmrWords(row.fmr)}: the figures below are shown and not to be quoted.`,
      numbers: null,
      protocol,
    }
  const difference = differenceOf(results, question, student.id, against)
  const condition = results.conditions.find(({ id }) => id === question.condition)
  const found = sentence(difference && verdictOf(difference), row, otherRow, name)
  const proper = question.condition === 'proper' ? null : { ...question, condition: 'proper' }
  return {
    found: `${condition ? cropsInWords(condition) : 'Here'}, ${found}`,
    numbers: numbersOf(
      difference,
      proper && differenceOf(results, proper, student.id, against),
      isBaseline ? 'the baseline’s' : `${name}’s`,
    ),
    protocol,
  }
}

const percent = (share: number) => `${fixed(100 * share, 1)}%`
const area = (value: number | null) => (value === null ? '··' : fixed(value, 3))
const change = (value: number) => signedFixed(value, 3)

function sentence(
  verdict: 'better' | 'worse' | 'undecided' | null,
  student: EvaluationRow,
  other: EvaluationRow,
  name: string,
): string {
  if (student.fnmr0 === 0) return 'no genuine comparison is rejected: there are no errors that discarding could save.'
  const [mine, theirs] = [student.fnmr_after[20], other.fnmr_after[20]]
  if (verdict === 'better')
    return percent(mine) !== percent(theirs) && mine < theirs
      ? `discarding the student’s worst fifth leaves ${percent(mine)} errors; ${name}’s leaves ${percent(theirs)}.`
      : `the student’s scores find the errors better than ${name}’s: pAUC ${area(student.pauc30)} against ${area(other.pauc30)}.`
  if (verdict === 'worse')
    return percent(mine) !== percent(theirs) && theirs < mine
      ? `${name} does better: discarding its worst fifth leaves ${percent(theirs)} errors; the student’s leaves ${percent(mine)}.`
      : `${name}’s scores find the errors better than the student’s: pAUC ${area(other.pauc30)} against ${area(student.pauc30)}.`
  const both = `discarding the worst fifth leaves ${percent(mine)} errors by the student, ${percent(theirs)} by ${name}.`
  const equal = `discarding the worst fifth by either leaves ${percent(mine)} errors.`
  return verdict === 'undecided'
    ? `student and ${name.replace(/^the /, '')} cannot be told apart: ${percent(mine) === percent(theirs) ? equal : both}`
    : `${both} Whether they differ was not evaluated.`
}

/** The crops of a condition as a sentence begins with them. */
function cropsInWords(condition: ConditionInfo): string {
  if (condition.id === 'proper') return 'On properly aligned crops'
  // FFHQ stays as it is.
  const label = /^.[a-z]/.test(condition.label)
    ? condition.label[0]!.toLowerCase() + condition.label.slice(1)
    : condition.label
  const isMisaligned = misalignmentAxes.some((axis) => placeOn(axis, condition) !== null)
  return isMisaligned ? `When crops are misaligned by ${label}` : `When crops are aligned by ${label}`
}

type Difference = ReturnType<typeof differenceOf>

function numbersOf(difference: Difference, proper: Difference, whose: string): string | null {
  if (!difference) return null
  const withInterval = ({ difference: value, interval: { low, high } }: NonNullable<Difference>) =>
    `${change(value)} (95% interval ${change(low)} to ${change(high)})`
  const onProper = proper ? ` On properly aligned crops: ${withInterval(proper)}.` : ''
  return `The student’s pAUC less ${whose}: ${withInterval(difference)}; lower is better.${onProper}`
}

const seen: Readonly<Record<Moves, string>> = {
  quality: 'proper crops',
  both: 'the same crops',
  mended: 'the same crops, cut again by the student’s alignment',
}

function protocolOf(results: View['results'], question: Question, row: EvaluationRow): string {
  const set = results.sets.find(({ id }) => id === question.set)
  const judge = judgeOf(results, question.judge)
  const date = new Date(results.created).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  })
  const impostors = question.impostors === 'all' ? 'comparisons of different persons' : 'listed impostor comparisons'
  const moves = question.condition === 'proper' ? '' : `; it sees ${seen[question.moves]}`
  return [
    `${set?.label ?? question.set}: ${count(row.genuine)} genuine comparisons of ${plural(row.images, 'image')}.`,
    `Judge: ${judge?.label ?? question.judge}, ${judgeGroups[row.group].words}${moves}.`,
    `Threshold at FMR ${fmrWords(row.fmr)} over ${count(row.impostor)} ${impostors}, set before discarding.`,
    `Evaluated on ${date}, ${plural(results.replicates, 'bootstrap round')} over persons.`,
  ].join(' ')
}
