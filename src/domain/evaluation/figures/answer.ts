import { agreementOf } from '../agreement.ts'
import { differenceInterval, type Interval, intervalOf } from '../bootstrap.ts'
import { discardToHalve, edcOf, fnmrAfter, orderByQuality, pairQuality, type QualityOrder } from '../edc.ts'
import { partialArea } from '../partial-area.ts'
import { rankOfHarm } from '../rank-of-harm.ts'
import {
  curveDiscards,
  type EdcCurve,
  type EvaluationRow,
  type JudgeGroup,
  type MethodDifference,
  type RowKey,
} from '../results.ts'
import { fewestFalseMatches } from '../threshold.ts'
import type { Verification } from '../verification/verify.ts'
import { readCurve } from './curve.ts'
import type { Question } from './measured.ts'

/** What a question is answered from. Place i is that of image i of the set. */
export interface Evidence {
  readonly set: string
  readonly group: JudgeGroup
  readonly fmr: number
  readonly verification: Verification
  /** The images that take part. */
  readonly images: readonly number[]
  /** Raw scores of each method of the question, finite for the images that take part. */
  readonly scores: ReadonlyMap<string, Float64Array>
  /** The same under `proper`; null where the question is about that. */
  readonly properScores: ReadonlyMap<string, Float64Array> | null
  /** Methods whose difference from every other is wanted. */
  readonly students: readonly string[]
}

export interface Answer {
  readonly rows: readonly EvaluationRow[]
  readonly curves: readonly EdcCurve[]
  readonly differences: readonly MethodDifference[]
}

/** All figures of a question: of each method, and of the students against every other. */
export function answer(question: Question, evidence: Evidence): Answer {
  const { one, other } = evidence.verification.genuine
  const methods = question.methods.map((id): Method => {
    const scores = evidence.scores.get(id)!
    return { id, scores, order: orderByQuality(Float64Array.from(one, (a, i) => pairQuality(scores, a, other[i]!))) }
  })
  const replicates = replicatesOf(methods, evidence)
  const keyOf = (method: string): RowKey => {
    const { condition, moves, judge, impostors } = question
    return { set: evidence.set, condition, moves, judge, method, impostors }
  }
  const rows = methods.map((method, i) => ({
    ...keyOf(method.id),
    ...figuresOf(method, evidence),
    pauc30_ci: bothEnds(intervalOf(replicates[i]!.areas)),
  }))
  return {
    rows,
    curves: methods.map((method, i) => ({ ...keyOf(method.id), ...bandOf(method, evidence, replicates[i]!.curves) })),
    differences: methods.flatMap((student, i) =>
      evidence.students.includes(student.id)
        ? methods.flatMap((compared, j) => {
            const difference = (rows[i]!.pauc30 ?? Number.NaN) - (rows[j]!.pauc30 ?? Number.NaN)
            const interval = differenceInterval(replicates[i]!.areas, replicates[j]!.areas)
            if (i === j || Number.isNaN(difference) || !interval) return []
            return [{ ...keyOf(student.id), other: compared.id, difference, interval }]
          })
        : [],
    ),
  }
}

interface Method {
  readonly id: string
  readonly scores: Float64Array
  /** Of the genuine comparisons. */
  readonly order: QualityOrder
}

/** A method in every replicate. */
interface Replicates {
  readonly areas: readonly number[]
  /** FNMR at each of `curveDiscards`. */
  readonly curves: readonly (readonly number[])[]
}

/** All methods see the same draws of persons. */
function replicatesOf(methods: readonly Method[], { verification }: Evidence): readonly Replicates[] {
  const found = verification.bootstrap(({ weights, isFalseNonMatch }) =>
    methods.flatMap(({ order }) => {
      const { area, fnmr } = readCurve(order, isFalseNonMatch, weights)
      return [area, ...fnmr]
    }),
  )
  const figures = 1 + curveDiscards.length
  return methods.map((_, i) => ({
    areas: found.map((replicate) => replicate[i * figures]!),
    curves: curveDiscards.map((_, place) => found.map((replicate) => replicate[i * figures + 1 + place]!)),
  }))
}

function figuresOf(method: Method, evidence: Evidence): Omit<EvaluationRow, keyof RowKey | 'pauc30_ci'> {
  const { genuine, impostor, threshold, falseMatches, harms } = evidence.verification
  const edc = edcOf(method.order, genuine.isFalseNonMatch)
  const area = partialArea(edc, 0.3)
  const harmQualities = harms.map(({ image }) => method.scores[image]!)
  return {
    group: evidence.group,
    images: evidence.images.length,
    genuine: genuine.one.length,
    impostor,
    fmr: evidence.fmr,
    threshold,
    false_matches: falseMatches,
    too_few_impostors: falseMatches < fewestFalseMatches,
    fnmr0: fnmrAfter(edc, 0),
    pauc20: finite(partialArea(edc, 0.2).normalised),
    pauc30: finite(area.normalised),
    pauc30_raw: area.raw,
    pauc30_above_best: area.aboveBest,
    fnmr_after: { 1: fnmrAfter(edc, 0.01), 5: fnmrAfter(edc, 0.05), 20: fnmrAfter(edc, 0.2) },
    halved_after: discardToHalve(edc),
    rce0: finite(rankOfHarm(harms, harmQualities, 0)),
    rce3: finite(rankOfHarm(harms, harmQualities, 3)),
    rce_images: harms.length,
    ...agreement(method, evidence),
  }
}

function agreement({ id, scores }: Method, { images, properScores }: Evidence) {
  const proper = properScores?.get(id)
  if (!proper) return { spearman: null, bias: null, rmse: null }
  const both = images.filter((image) => Number.isFinite(proper[image]))
  const { spearman, bias, rmse } = agreementOf(
    both.map((image) => proper[image]!),
    both.map((image) => scores[image]!),
  )
  return { spearman: finite(spearman), bias: finite(bias), rmse: finite(rmse) }
}

function bandOf({ order }: Method, { verification }: Evidence, replicates: readonly (readonly number[])[]) {
  const edc = edcOf(order, verification.genuine.isFalseNonMatch)
  // Without any draw that has comparisons, every rate is possible.
  const intervals = replicates.map((each) => intervalOf(each) ?? { low: 0, high: 1 })
  return {
    fnmr: curveDiscards.map((share) => fnmrAfter(edc, share)),
    low: intervals.map(({ low }) => low),
    high: intervals.map(({ high }) => high),
  }
}

const bothEnds = (interval: Interval | null): readonly [low: number, high: number] | null =>
  interval && [interval.low, interval.high]

const finite = (figure: number): number | null => (Number.isFinite(figure) ? figure : null)
