import type {
  EdcCurve,
  EvaluationResults,
  EvaluationRow,
  JudgeInfo,
  MethodDifference,
  MethodInfo,
  MethodKind,
  RowKey,
} from '../results.ts'

/** One figure's question: everything of a row's key but the method. */
export type Question = Omit<RowKey, 'method'>

/** Mending moves a proper crop, too; as cut it is the same whoever's crop moves. */
const isMended = ({ moves }: Pick<RowKey, 'moves'>) => moves === 'mended'

const answers = (question: Question, key: RowKey): boolean =>
  key.set === question.set &&
  key.condition === question.condition &&
  (key.moves === question.moves || (key.condition === 'proper' && !isMended(key) && !isMended(question))) &&
  key.judge === question.judge &&
  key.impostors === question.impostors

/** The entry of a question; where its set lists no impostor comparisons, that of all: there is nothing else to list. */
function findAnswer<Entry extends RowKey>(
  entries: readonly Entry[],
  question: Question,
  isMeant: (entry: Entry) => boolean,
): Entry | undefined {
  const found = entries.find((entry) => isMeant(entry) && answers(question, entry))
  if (found || question.impostors === 'all') return found
  const lists = entries.some(({ set, impostors }) => set === question.set && impostors === 'listed')
  return lists ? undefined : findAnswer(entries, { ...question, impostors: 'all' }, isMeant)
}

const keyed =
  <Entry extends RowKey>(entriesOf: (results: EvaluationResults) => readonly Entry[]) =>
  (results: EvaluationResults, question: Question, method: string | undefined): Entry | null =>
    findAnswer(entriesOf(results), question, (entry) => entry.method === method) ?? null

/** How a method does on a question; null where that was not evaluated. */
export const rowOf = keyed<EvaluationRow>(({ rows }) => rows)

/** A method's error-versus-discard curve; null where there is none. */
export const curveOf = keyed<EdcCurve>(({ curves }) => curves)

/** pAUC of one method less another's, whichever way round the results have it; null where they do not. */
export function differenceOf(
  { differences }: EvaluationResults,
  question: Question,
  method: string | undefined,
  other: string | undefined,
): Pick<MethodDifference, 'difference' | 'interval'> | null {
  const find = (one: string | undefined, two: string | undefined) =>
    findAnswer(differences, question, (entry) => entry.method === one && entry.other === two)
  const found = find(method, other)
  if (found) return found
  const turned = find(other, method)
  if (!turned) return null
  const { low, high } = turned.interval
  return { difference: -turned.difference, interval: { low: -high, high: -low } }
}

/** The released models among the methods, and others of which there is one. */
export const methodOfKind = ({ methods }: EvaluationResults, kind: MethodKind): MethodInfo | undefined =>
  methods.find((method) => method.kind === kind)

export const judgeOf = ({ judges }: EvaluationResults, id: string): JudgeInfo | undefined =>
  judges.find((judge) => judge.id === id)
