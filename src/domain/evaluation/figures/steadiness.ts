import { quantilesOf } from '../../quality/distribution.ts'
import { scoreOf } from '../../quality/scale.ts'
import { stabilityOf } from '../../quality/stability.ts'
import { intraClassCorrelation } from '../agreement.ts'
import { type StabilityResult, sizeClasses } from '../results.ts'
import type { AlignmentScores } from './measured.ts'

const percents = Array.from({ length: 101 }, (_, i) => i / 100)

/**
 * How far a method's score moves over the alignments of a face; null where it scored no face under all of P24. A procedure
 * that cut no face is left out.
 */
export function steadinessOf(set: string, alignments: AlignmentScores): StabilityResult | null {
  const { method } = alignments
  const procedures = alignments.procedures.filter(({ scores }) => Array.from(scores).some((raw) => !Number.isNaN(raw)))
  const faces = spreadsOf(alignments)
  if (faces.length === 0) return null
  const spreads = faces.map(({ spread }) => spread)
  return {
    set,
    method,
    faces: faces.length,
    spread: quantilesOf(spreads, percents),
    by_size: sizeClasses.slice(0, -1).map((from, i) => {
      const to = sizeClasses[i + 1]!
      const within = faces.filter(({ size }) => size >= from! && (to === null || size < to))
      return {
        from: from!,
        to,
        faces: within.length,
        spread: within.length > 0 ? mean(within.map(({ spread }) => spread)) : null,
      }
    }),
    icc: correlationOf({ ...alignments, procedures }),
    procedures: procedures.map(({ id }) => id),
  }
}

/** Spread and inter-eye distance of each face that has all scores. */
function spreadsOf({ scale, reference, misaligned, sizes }: AlignmentScores) {
  const crops = misaligned.length / reference.length
  return Array.from(reference, (raw, face) => {
    const moved = Array.from({ length: crops }, (_, i) => scoreOf(misaligned[face * crops + i]!, scale))
    return { spread: stabilityOf(scoreOf(raw, scale), moved).spread, size: sizes[face]! }
  }).filter(({ spread }) => !Number.isNaN(spread))
}

/** Null where it takes more faces or procedures. */
function correlationOf({ scale, reference, procedures }: AlignmentScores): number | null {
  const faces = Array.from(reference, (_, face) =>
    procedures.map(({ scores }) => scoreOf(scores[face]!, scale)),
  ).filter((scores) => scores.every((score) => !Number.isNaN(score)))
  if (faces.length < 2 || procedures.length < 2) return null
  const correlation = intraClassCorrelation(faces)
  return Number.isNaN(correlation) ? null : correlation
}

const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
