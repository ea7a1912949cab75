import type { ScaleLinear } from 'd3-scale'
import type { ModelKind } from '../../mark/model-key.tsx'

/** Whose a line is: a model's, or that of some other method, which is drawn thin. */
export type LineKind = ModelKind | 'other'

/** A value with what it may be; `low` = `high` where it is exact. */
export interface LinePoint {
  readonly value: number
  readonly low: number
  readonly high: number
}

/** One line of a chart. */
export interface Line {
  readonly id: string
  readonly label: string
  readonly kind: LineKind
  /** One a step, in the order of the axis; null = there is none. */
  readonly points: readonly (LinePoint | null)[]
}

/** A line with what tells it from others of its kind. */
export interface StyledLine extends Line {
  /** Place among the lines of its kind, below `styles`: each has dashes and a mark of its own. */
  readonly style: number
}

/** How many lines of a kind can be told apart. */
export const styles = 6

export const withStyles = (lines: readonly Line[]): readonly StyledLine[] =>
  lines.map((line, place) => ({
    ...line,
    style: lines.slice(0, place).filter(({ kind }) => kind === line.kind).length % styles,
  }))

/** A line to compare with, such as a threshold: no data of its own. */
export interface Guide {
  readonly label: string
  readonly points: readonly { readonly x: number; readonly y: number }[]
  /** Where on it its name stands, above it; the name begins or ends there. */
  readonly named: { readonly x: number; readonly y: number; readonly anchor: 'start' | 'end' }
}

export type Scale = ScaleLinear<number, number>

export interface Scales {
  readonly xs: readonly number[]
  readonly x: Scale
  readonly y: Scale
}
