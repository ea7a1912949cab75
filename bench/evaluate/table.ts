import { findingOf } from '#domain/evaluation/finding.ts'
import type {
  EvaluationResults,
  EvaluationRow,
  GroupedSet,
  JudgeGroup,
  MendingRow,
  Moves,
  Rate,
  StabilityResult,
} from '#domain/evaluation/results.ts'

const groups: Readonly<Record<JudgeGroup, string>> = {
  'same-model': 'whom the students learned from',
  label: 'took part in the label',
  'cross-model': 'another model',
}

const seenBy: Readonly<Record<Moves, string>> = {
  quality: 'proper crops',
  both: 'the same crops as the methods',
  mended: 'the crops of the methods, mended',
}

const legend = `pAUC@0.3: area under the error-versus-discard curve to 30%; 1 is no better than random, lower is better. In brackets 95% intervals,
of one comparison each and not corrected for their number.
FNMR %: before discarding, and after 5 and 20% of the genuine comparisons. RCE 0, 3: rank of harm with α 0 and 3, 1 is best.
ρ, bias, RMSE: agreement with the scores of the proper crops, the latter two in standard deviations.`

/** The results to read on a terminal: a block for each set and judge, with its protocol, its finding and its methods. */
export function tableOf(results: EvaluationResults): string {
  const blocks = new Map<string, EvaluationRow[]>()
  for (const row of results.rows) {
    const key = [row.set, row.judge, row.moves, row.impostors].join()
    blocks.set(key, [...(blocks.get(key) ?? []), row])
  }
  const stability = results.stability.length > 0 ? [stabilityBlock(results)] : []
  const groups = results.grouped.map((set) => groupsBlock(set, results))
  const mending = results.mending.length > 0 ? [mendingBlock(results)] : []
  const sweeps = results.sweeps.length > 0 ? [sweepsBlock(results)] : []
  const figures = [...blocks.values()].map((rows) => blockOf(rows, results))
  return [legend, ...mending, ...figures, ...stability, ...sweeps, ...groups].join('\n\n')
}

function blockOf(rows: readonly EvaluationRow[], results: EvaluationResults): string {
  const [first] = rows as readonly [EvaluationRow, ...EvaluationRow[]]
  const finding = findingOf(results, first)
  const setLabel = labelOf(results.sets, first.set)
  return [
    `## ${setLabel} · judge ${labelOf(results.judges, first.judge)} (${groups[first.group]})`,
    protocolOf(first, results),
    `The judge sees ${seenBy[first.moves]}.`,
    ...(finding ? [finding] : []),
    '',
    ...markdown(
      [
        'crops',
        'method',
        'pAUC@0.3 [95%]',
        'student less it [95%]',
        'FNMR %',
        '−5%',
        '−20%',
        'RCE 0',
        '3',
        'ρ',
        'bias',
        'RMSE',
      ],
      rows.map((row, i) => [
        rows[i - 1]?.condition === row.condition ? '' : shortened(labelOf(results.conditions, row.condition)),
        shortened(labelOf(results.methods, row.method)),
        row.pauc30_ci ? `${decimals(row.pauc30)} ${interval(...row.pauc30_ci, 2)}` : decimals(row.pauc30),
        differenceCell(row, results),
        percent(row.fnmr0),
        percent(row.fnmr_after[5]),
        percent(row.fnmr_after[20]),
        decimals(row.rce0, 2),
        decimals(row.rce3, 2),
        decimals(row.spearman, 2),
        decimals(row.bias, 2),
        decimals(row.rmse, 2),
      ]),
    ),
  ].join('\n')
}

function protocolOf(row: EvaluationRow, { replicates }: EvaluationResults) {
  const { genuine, images, impostor, impostors, fmr } = row
  const which = impostors === 'all' ? `all ${count(impostor)}` : `the ${count(impostor)} listed`
  return [
    `${count(genuine)} genuine comparisons of ${count(images)} images`,
    `threshold at FMR ${fmr} on ${which} impostor comparisons`,
    ...(row.too_few_impostors ? [`**too few impostors for FMR ${fmr}**: not to be quoted`] : []),
    `${count(replicates)} replicates over persons`,
  ].join('; ')
}

function differenceCell(row: EvaluationRow, { differences }: EvaluationResults): string {
  const found = differences.find(
    ({ other, ...key }) =>
      other === row.method &&
      (['set', 'condition', 'moves', 'judge', 'impostors'] as const).every((part) => key[part] === row[part]),
  )
  return found ? `${decimals(found.difference)} ${interval(found.interval.low, found.interval.high)}` : ''
}

function mendingBlock({ mending, mender, sets, judges, conditions }: EvaluationResults): string {
  const isAgain = (i: number, part: 'set' | 'judge') =>
    mending[i - 1]?.set === mending[i]!.set && mending[i - 1]?.[part] === mending[i]![part]
  const marked = ({ too_few_impostors }: MendingRow) => (too_few_impostors ? ' (too few impostors)' : '')
  return [
    `## Errors in % at the threshold of proper crops, as cut and mended by ${mender?.label ?? 'nobody'} [95%]`,
    '',
    ...markdown(
      ['set', 'judge', 'crops', 'FNMR proper', 'as cut', 'mended', 'mended less as cut', 'FMR as cut', 'mended'],
      mending.map((row, i) => [
        isAgain(i, 'set') ? '' : shortened(labelOf(sets, row.set)),
        isAgain(i, 'judge') ? '' : shortened(labelOf(judges, row.judge)),
        shortened(labelOf(conditions, row.condition)) + marked(row),
        percent(row.proper.fnmr.value),
        ratePercent(row.as_cut.fnmr),
        ratePercent(row.mended.fnmr),
        percent(row.gain.difference).replace('-', '−'),
        percent(row.as_cut.fmr.value),
        percent(row.mended.fmr.value),
      ]),
    ),
  ].join('\n')
}

const ratePercent = ({ value, low, high }: Rate) =>
  low === null || high === null ? percent(value) : `${percent(value)} [${percent(low)}, ${percent(high)}]`

function sweepsBlock({ sweeps, sets, methods }: EvaluationResults): string {
  return [
    '## How far the median score moves over the Lab’s range, in points of 100',
    '',
    ...markdown(
      ['set', 'method', 'axis', 'range', 'largest change'],
      sweeps.map(({ set, method, axis, points, moves }) => [
        labelOf(sets, set),
        shortened(labelOf(methods, method)),
        axis,
        `${points[0]!.value} to ${points.at(-1)!.value}`.replace('-', '−'),
        decimals(moves, 1),
      ]),
    ),
  ].join('\n')
}

function stabilityBlock({ stability, sets, methods }: EvaluationResults): string {
  return [
    '## Spread over 24 misaligned crops, in points of 100',
    '',
    ...markdown(
      ['set', 'method', 'faces', 'median', '90%', 'largest', 'ICC over procedures', 'mean by px between the eyes'],
      stability.map((result) => [
        labelOf(sets, result.set),
        shortened(labelOf(methods, result.method)),
        count(result.faces),
        ...[50, 90, 100].map((place) => decimals(result.spread[place]!, 1)),
        decimals(result.icc),
        bySize(result),
      ]),
    ),
  ].join('\n')
}

function groupsBlock({ id, label, images }: GroupedSet, { groups, methods }: EvaluationResults): string {
  const rows = groups.filter(({ set }) => set === id)
  const isAgain = (i: number, part: 'method' | 'attribute') => rows[i - 1]?.[part] === rows[i]![part]
  return [
    `## Scores of groups of people, in points of 100, by the labels of ${label}’s ${count(images)} images`,
    'Higher: of 100 pairs of one of the group and one of the rest, in so many the former scores higher; 50 is no difference.',
    '',
    ...markdown(
      ['method', 'group', '', 'images', '25%', 'median', '75%', 'higher'],
      rows.map((row, i) => [
        isAgain(i, 'method') ? '' : shortened(labelOf(methods, row.method)),
        isAgain(i, 'attribute') ? '' : row.attribute,
        row.value,
        count(row.images),
        ...row.quartiles.map((score) => decimals(score, 1)),
        row.higher === null ? '–' : (100 * row.higher).toFixed(0),
      ]),
    ),
  ].join('\n')
}

const bySize = ({ by_size }: StabilityResult) =>
  by_size
    .flatMap(({ from, to, spread }) =>
      spread === null ? [] : `${to === null ? `${from}+` : `${from}–${to}`}: ${decimals(spread, 1)}`,
    )
    .join(', ')

/** Lines of a table whose columns are as wide as their widest cell. */
function markdown(head: readonly string[], rows: readonly (readonly string[])[]): readonly string[] {
  const widths = head.map((title, column) => Math.max(title.length, ...rows.map((row) => row[column]!.length)))
  const line = (cells: readonly string[]) => `| ${cells.map((cell, i) => cell.padEnd(widths[i]!)).join(' | ')} |`
  return [line(head), `|${widths.map((width) => '-'.repeat(width + 2)).join('|')}|`, ...rows.map(line)]
}

const labelOf = (list: readonly { readonly id: string; readonly label: string }[], id: string) =>
  list.find((each) => each.id === id)?.label ?? id

const longest = 16
const shortened = (text: string) => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text)

const decimals = (value: number | null, digits = 3) => (value === null ? '–' : value.toFixed(digits).replace('-', '−'))
const interval = (low: number, high: number, digits = 3) => `[${decimals(low, digits)}, ${decimals(high, digits)}]`
const percent = (share: number) => (100 * share).toFixed(2)
const count = (value: number) => value.toLocaleString('en-US')
