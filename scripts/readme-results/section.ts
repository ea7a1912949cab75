import { type Verdict, verdictOf } from '#domain/evaluation/finding.ts'
import { differenceOf, methodOfKind, rowOf } from '#domain/evaluation/reading/look-up.ts'
import type { ConditionInfo, EvaluationResults, MendingRow, MethodInfo, Moves } from '#domain/evaluation/results.ts'

/** The set that README tells of, where it was evaluated; else the first. */
const preferred = 'lfw-d'

/** Conditions that README tells of, as far as they were evaluated. */
const told = ['proper', 'jitter-10', 'jitter-20', 'face-box']

/** Kinds of methods that README compares, by models that were released and by others; plain measures are not among them. */
const compared: readonly MethodInfo['kind'][] = ['student', 'baseline', 'quality', 'scores']

const pipelines: readonly { readonly moves: Moves; readonly label: string; readonly words: string }[] = [
  { moves: 'quality', label: 'proper crops', words: 'Where the recogniser gets properly aligned crops' },
  { moves: 'both', label: 'as cut', words: 'Where it gets the crops as they are cut' },
  { moves: 'mended', label: 'mended', words: 'Where it gets them mended by the student' },
]

/**
 * What README says of an evaluation, in Markdown: every number and every claim is made of the results. All impostors of a
 * set's own kinds set the threshold; the judge is the first that took no part in training.
 */
export function resultsSection(results: EvaluationResults): string {
  const judge = results.judges.find(({ group }) => group === 'cross-model') ?? results.judges[0]
  const set = results.sets.find(({ id }) => id === preferred) ?? results.sets[0]
  if (!judge || !set) return 'Nothing was evaluated.\n'
  const about: About = {
    results,
    set: set.id,
    judge: judge.id,
    conditions: results.conditions.filter(({ id }) => told.includes(id)),
  }
  return [
    ...mendingParts(about, judge.label),
    `**Scores.** On ${set.label}: ${set.describe} The judge is ${judge.label}. pAUC@0.3 of the normalised error-versus-discard curve, lower is better: its threshold is set once at FMR 1e-3 over all impostors, a pair is as good as its worse image, 1 is no better than random.`,
    pipelineTable(about),
    ...findings(about),
    steadinessTable(about),
    ...steadinessWords(about),
  ]
    .map((part) => `${part}\n`)
    .join('\n')
}

/** What is told. */
interface About {
  readonly results: EvaluationResults
  readonly set: string
  readonly judge: string
  readonly conditions: readonly ConditionInfo[]
}

function mendingParts({ results, judge, conditions }: About, judgeLabel: string): readonly string[] {
  const rows = results.mending.filter((row) => row.judge === judge && !row.too_few_impostors)
  const moved = conditions.filter(({ id }) => id !== 'proper')
  const sets = results.sets.filter(({ id }) => rows.some((row) => row.set === id))
  if (sets.length === 0) return []
  const rowFor = (set: string, condition: string) =>
    rows.find((row) => row.set === set && row.condition === condition) ?? null
  return [
    `**Mending.** ${judgeLabel}’s FNMR in % on crops as they are cut and, after the arrow, cut again by what ${results.mender!.label} found in them; its threshold stays where 1 in 1,000 impostors matches on proper crops.`,
    table(
      ['', 'proper', ...moved.map(labelOf)],
      sets.map(({ id, label }) => [
        label,
        ...[rowFor(id, 'proper')?.proper.fnmr.value].map((value) => (value === undefined ? '' : percent(value))),
        ...moved.map((condition) => mendedCell(rowFor(id, condition.id))),
      ]),
    ),
    moved
      .map((condition) =>
        mendingWords(
          condition,
          sets.flatMap(({ id }) => rowFor(id, condition.id) ?? []),
        ),
      )
      .join(' '),
  ]
}

const mendedCell = (row: MendingRow | null) =>
  row ? `${percent(row.as_cut.fnmr.value)} → ${percent(row.mended.fnmr.value)}` : ''

/** On how many sets mending lowers or raises the FNMR, by the interval of the difference. */
function mendingWords(condition: ConditionInfo, rows: readonly MendingRow[]): string {
  const count = (verdict: Verdict) =>
    rows.filter(({ gain: { interval } }) => (interval ? verdictOf({ interval }) : 'undecided') === verdict).length
  const [better, worse, undecided] = [count('better'), count('worse'), count('undecided')]
  const rest = [
    ...(worse > 0 ? [`raises it on ${worse}`] : []),
    ...(undecided > 0 ? [`${undecided === 1 ? 'one cannot' : `${undecided} cannot`} be told`] : []),
  ]
  return `With ${inWords(condition)} mending lowers it on ${better} of ${rows.length} sets${rest.map((words) => `, ${words}`).join('')}.`
}

function pipelineTable({ results, set, judge, conditions }: About): string {
  const methods = results.methods.filter(({ kind }) => compared.includes(kind))
  return table(
    ['the recogniser gets', 'scored by', ...conditions.map(labelOf)],
    pipelines.flatMap(({ moves, label }) =>
      methods.flatMap((method) => {
        const cells = conditions.map(({ id: condition }) => {
          const row = rowOf(results, { set, condition, moves, judge, impostors: 'all' }, method.id)
          return row?.pauc30 == null ? '' : decimals(row.pauc30) + (row.too_few_impostors ? ' (too few impostors)' : '')
        })
        // Without its own rows a pipeline would repeat the proper column of another.
        const isOwn = results.rows.some(
          (row) => row.set === set && row.judge === judge && row.moves === moves && row.method === method.id,
        )
        return isOwn ? [[label, method.label, ...cells]] : []
      }),
    ),
  )
}

/** Student against baseline in each pipeline, by the intervals. */
function findings({ results, set, judge, conditions }: About): readonly string[] {
  const [student, baseline] = [methodOfKind(results, 'student'), methodOfKind(results, 'baseline')]
  if (!student || !baseline) return []
  let count = 0
  const sentences = pipelines.flatMap(({ moves, words }) => {
    const found = conditions.flatMap((condition) => {
      if (moves === 'both' && condition.id === 'proper') return []
      const question = { set, condition: condition.id, moves, judge, impostors: 'all' as const }
      const difference = differenceOf(results, question, student.id, baseline.id)
      if (!difference || rowOf(results, question, student.id)?.too_few_impostors) return []
      count++
      return [{ condition, difference, verdict: verdictOf(difference) }]
    })
    if (found.length === 0) return []
    const parts = (['better', 'worse', 'undecided'] as const).flatMap((verdict) => {
      const such = found.filter((each) => each.verdict === verdict)
      if (such.length === 0) return []
      const names = listed(
        such.map(({ condition, difference: { difference, interval } }) =>
          verdict === 'undecided'
            ? inWords(condition)
            : `${inWords(condition)} (${signed(difference)}, ${signed(interval.low)} to ${signed(interval.high)})`,
        ),
      )
      return [verdictWords[verdict](names)]
    })
    return [`${words}, ${parts.join('; ')}.`]
  })
  if (sentences.length === 0) return []
  const note = `Differences are in pAUC@0.3, with 95% intervals that are not corrected for there being ${count} of them.`
  return [[...sentences, note].join(' ')]
}

const verdictWords: Readonly<Record<Verdict, (crops: string) => string>> = {
  better: (crops) => `the student is ahead of its baseline with ${crops}`,
  worse: (crops) => `the student is behind its baseline with ${crops}`,
  undecided: (crops) => `the two cannot be told from each other with ${crops}`,
}

function steadinessTable({ results, set, judge, conditions }: About): string {
  const moved = conditions.filter(({ id }) => id !== 'proper')
  return table(
    ['how far the score moves (RMSE), in its standard deviations', ...moved.map(labelOf)],
    results.methods
      .filter(({ kind }) => compared.includes(kind))
      .map(({ id, label }) => [
        label,
        ...moved.map(({ id: condition }) => {
          const rmse = rowOf(results, { set, condition, moves: 'quality', judge, impostors: 'all' }, id)?.rmse
          return rmse == null ? '' : decimals(rmse, 2)
        }),
      ]),
  )
}

function steadinessWords({ results, set, judge, conditions }: About): readonly string[] {
  const ids = [methodOfKind(results, 'student')?.id, methodOfKind(results, 'baseline')?.id]
  const ratios = conditions.flatMap(({ id: condition }) => {
    const [own, other] = ids.map(
      (id) => rowOf(results, { set, condition, moves: 'quality', judge, impostors: 'all' }, id)?.rmse,
    )
    return own && other ? [other / own] : []
  })
  if (ratios.length === 0) return []
  const [least, most] = [Math.min(...ratios), Math.max(...ratios)]
  const range = ([from, to]: readonly [number, number]) =>
    decimals(from, 1) === decimals(to, 1) ? decimals(from, 1) : `${decimals(from, 1)} to ${decimals(to, 1)}`
  if (least > 1) return [`The student’s score moves ${range([least, most])} times less than its baseline’s.`]
  if (most < 1) return [`The student’s score moves ${range([1 / most, 1 / least])} times more than its baseline’s.`]
  return [`The student’s score moves ${range([1 / most, 1 / least])} times as far as its baseline’s.`]
}

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), `|${head.map(() => '---').join('|')}|`, ...rows.map(line)].join('\n')
}

const labelOf = ({ label }: { readonly label: string }) => label
const inWords = ({ id, label }: ConditionInfo) =>
  id === 'proper' ? 'proper crops' : label[0]!.toLowerCase() + label.slice(1)
const percent = (share: number) => (100 * share).toFixed(1)
const decimals = (value: number, digits = 3) => value.toFixed(digits).replace(/^0\./, '.').replace('-', '−')
const signed = (value: number) =>
  (value > 0 ? '+' : '') +
  value
    .toFixed(3)
    .replace(/^(-?)0\./, '$1.')
    .replace('-', '−')
const listed = (names: readonly string[]) =>
  names.length > 1 ? `${names.slice(0, -1).join(', ')} and ${names.at(-1)}` : names[0]!
