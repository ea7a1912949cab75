import type { EvaluationResults } from '../results.ts'

/** Figures of one judge: of all sets, or the curves of one. */
export type ResultsPart = Pick<EvaluationResults, 'schema' | 'created' | 'rows' | 'curves' | 'differences'>

/** What the figures of a page are about; the rest of the results it need not load. */
interface Shown {
  readonly set: string
  readonly judge: string
}

/** The file that a page loads first: what was evaluated and how far scores move, with none of the figures of a judge. */
export const indexFile = 'index.json'

/**
 * Names of the files that hold what is shown besides the index: the judge's figures on every set, which a table compares,
 * and its curves on the one set. They go by place, since an id may hold what no file name can.
 */
export function partFiles({ sets, judges }: Pick<EvaluationResults, 'sets' | 'judges'>, { set, judge }: Shown) {
  const judgePlace = judges.findIndex(({ id }) => id === judge)
  const setPlace = sets.findIndex(({ id }) => id === set)
  return [`judge-${judgePlace}.json`, `curves-${judgePlace}-${setPlace}.json`] as const
}

/** The files that results are served as, by their names: what the page shows first is a tenth of all. */
export function splitResults(results: EvaluationResults): ReadonlyMap<string, EvaluationResults | ResultsPart> {
  const { schema, created, sets, judges, rows, curves, differences } = results
  const nothing: ResultsPart = { schema, created, rows: [], curves: [], differences: [] }
  const ofJudges = judges.flatMap(({ id: judge }) => {
    const isOfJudge = (entry: Shown) => entry.judge === judge
    const [judgeFile] = partFiles(results, { set: '', judge })
    const ofAllSets = { ...nothing, rows: rows.filter(isOfJudge), differences: differences.filter(isOfJudge) }
    const ofSets = sets.map(({ id: set }) => {
      const [, curvesFile] = partFiles(results, { set, judge })
      return [curvesFile, { ...nothing, curves: curves.filter((each) => isOfJudge(each) && each.set === set) }] as const
    })
    return [[judgeFile, ofAllSets] as const, ...ofSets]
  })
  return new Map<string, EvaluationResults | ResultsPart>([
    [indexFile, { ...results, ...nothing, groups: [] }],
    ...ofJudges,
  ])
}

/** Results with the figures of some parts. */
export const withParts = (index: EvaluationResults, parts: readonly ResultsPart[]): EvaluationResults => ({
  ...index,
  rows: parts.flatMap(({ rows }) => rows),
  curves: parts.flatMap(({ curves }) => curves),
  differences: parts.flatMap(({ differences }) => differences),
})
