import { deviationOf } from '../quality/distribution.ts'
import { spearman } from './ranks.ts'

/** How scores of moved crops agree with those of the properly aligned ones. */
export interface Agreement {
  readonly spearman: number
  /** Mean change, in standard deviations of the proper scores; negative where misalignment lowers them. */
  readonly bias: number
  /** Root mean square of the changes, in the same unit. */
  readonly rmse: number
}

/** @param moved  scores of the same faces as `proper`, in the same order */
export function agreementOf(proper: readonly number[], moved: readonly number[]): Agreement {
  const deviation = deviationOf(proper)
  const changes = moved.map((score, i) => (score - proper[i]!) / deviation)
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
  return {
    spearman: spearman(proper, moved),
    bias: mean(changes),
    rmse: Math.sqrt(mean(changes.map((change) => change ** 2))),
  }
}

/**
 * Intra-class correlation of single measurements with absolute agreement, both ways random: 1 where a face scores the same
 * under every alignment procedure, 0 where the faces explain nothing.
 * @param scores  one row a face, one column a procedure; at least two of both
 * @see McGraw & Wong 1996, ICC(A,1); Shrout & Fleiss 1979, ICC(2,1)
 */
export function intraClassCorrelation(scores: readonly (readonly number[])[]): number {
  const n = scores.length
  const k = scores[0]!.length
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)
  const grand = sum(scores.map(sum)) / (n * k)
  const squares = (values: readonly number[], each: number) => each * sum(values.map((value) => (value - grand) ** 2))
  const ofFaces = squares(
    scores.map((row) => sum(row) / k),
    k,
  )
  const ofProcedures = squares(
    scores[0]!.map((_, j) => sum(scores.map((row) => row[j]!)) / n),
    n,
  )
  const faces = ofFaces / (n - 1)
  const procedures = ofProcedures / (k - 1)
  const residual = (squares(scores.flat(), 1) - ofFaces - ofProcedures) / ((n - 1) * (k - 1))
  return (faces - residual) / (faces + (k - 1) * residual + (k / n) * (procedures - residual))
}
