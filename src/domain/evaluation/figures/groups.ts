import { quantilesOf } from '../../quality/distribution.ts'
import { scoreOf } from '../../quality/scale.ts'
import { averageRanks } from '../ranks.ts'
import type { GroupScores } from '../results.ts'
import type { Attribute, MeasuredGroups } from './measured.ts'

/** How scores are spread over each group of people, by each method; an image without a score or a label is left out. */
export const groupScores = ({ id: set, attributes, methods }: MeasuredGroups): readonly GroupScores[] =>
  methods.flatMap(({ id: method, scale, raws }) => {
    const scores = Array.from(raws, (raw) => scoreOf(raw, scale))
    return attributes.flatMap((attribute) =>
      attribute.values.flatMap((value) => {
        const { group, rest } = partedBy(scores, attribute, value)
        if (group.length === 0) return []
        const [low, median, high] = quantilesOf(group, [0.25, 0.5, 0.75]) as [number, number, number]
        const quartiles = [low, median, high] as const
        const row = { set, method, attribute: attribute.name, value }
        return [{ ...row, images: group.length, quartiles, higher: shareHigher(group, rest) }]
      }),
    )
  })

function partedBy(scores: readonly number[], { of }: Attribute, value: string) {
  const known = scores.map((score, i) => ({ score, label: of[i] })).filter(({ score }) => Number.isFinite(score))
  const scoresWhere = (is: (label: string) => boolean) =>
    known.flatMap(({ score, label }) => (label && is(label) ? [score] : []))
  return { group: scoresWhere((label) => label === value), rest: scoresWhere((label) => label !== value) }
}

/**
 * Of all pairs of one of the group and one of the rest, the share in which the former is higher; equal ones count half.
 * @returns  ∈ [0, 1]; 0.5 where neither tends to be higher; null where there is no rest
 * @see McGraw & Wong 1992, "A common language effect size statistic"; with ties, Vargha & Delaney 2000, A
 */
export function shareHigher(group: readonly number[], rest: readonly number[]): number | null {
  if (rest.length === 0) return null
  const ranks = averageRanks([...group, ...rest]).subarray(0, group.length)
  const above = ranks.reduce((sum, rank) => sum + rank, 0) - (group.length * (group.length + 1)) / 2
  return above / (group.length * rest.length)
}
