import type { ScaleLinear } from 'd3-scale'

/** Changes of score of one group of crops, in points of the scale. */
export interface DotRow {
  readonly label: string
  readonly dots: readonly Dot[]
}

export interface Dot {
  readonly label: string
  readonly student: number
  /** Null where the baseline is off. */
  readonly baseline: number | null
}

/** A dot and the row that it lies in, from 0. */
export interface PlacedDot extends Dot {
  readonly row: number
}

export type Scale = ScaleLinear<number, number>

/** The dots in the order of the crosshair: row by row, in each by the student's change. */
export const placedDots = (rows: readonly DotRow[]): readonly PlacedDot[] =>
  rows.flatMap(({ dots }, row) => dots.map((dot) => ({ ...dot, row })).toSorted((a, b) => a.student - b.student))

/** Index of the dot of which a mark is nearest to a place, in the row there or the one nearest to it. */
export function nearest(dots: readonly PlacedDot[], x: Scale, px: number, row: number): number {
  const away = dots.map((dot) => {
    const marks = dot.baseline === null ? [dot.student] : [dot.student, dot.baseline]
    return 1e6 * Math.abs(dot.row - row) + Math.min(...marks.map((change) => Math.abs(x(change) - px)))
  })
  return away.indexOf(Math.min(...away))
}

/** Left and right in a row, up and down to the nearest dot of another. */
export function keysFrom(dots: readonly PlacedDot[], x: Scale, index: number): Readonly<Record<string, number>> {
  const from = dots[index]!
  const isSameRow = ({ row }: PlacedDot) => row === from.row
  const [first, last] = [dots.findIndex(isSameRow), dots.findLastIndex(isSameRow)]
  const above = dots.findLast(({ row }) => row < from.row)
  const below = dots.find(({ row }) => row > from.row)
  const inRow = (other: PlacedDot | undefined) => (other ? nearest(dots, x, x(from.student), other.row) : index)
  return {
    ArrowLeft: Math.max(first, index - 1),
    ArrowRight: Math.min(last, index + 1),
    ArrowUp: inRow(above),
    ArrowDown: inRow(below),
    Home: first,
    End: last,
  }
}
