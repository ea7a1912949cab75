import type { Ref } from 'react'
import { whole } from '../../format.ts'
import type { ModelKind } from '../../mark/model-key.tsx'
import { LineChart } from '../lines/line-chart.tsx'

/** One model's scores along a sweep, 0 to 100. */
export interface SweepSeries {
  readonly id: string
  readonly label: string
  readonly kind: ModelKind
  /** One a step, in the order of the axis; null = not measured yet. */
  readonly points: readonly ({ readonly median: number; readonly low: number; readonly high: number } | null)[]
}

interface Props {
  /** Gets the chart as an image, to export it. */
  readonly ref?: Ref<SVGSVGElement>
  readonly title: string
  readonly subtitle: string
  /** What the axis says after its values. */
  readonly xLabel: string
  /** The steps of the sweep, ascending, at least two. */
  readonly xs: readonly number[]
  formatX(value: number): string
  /** Where on the axis the proper alignment is. */
  readonly reference: number
  readonly series: readonly SweepSeries[]
  /** Scores below it are discarded; null = none is shown. */
  readonly threshold: number | null
  /** Index of the step that the crosshair is on. */
  readonly crosshair: number | null
  onCrosshair(index: number | null): void
  /** A sentence for a screen reader, with the finding's numbers. */
  readonly spoken: string
}

const scores = { label: 'score', ends: [0, 100], ticks: [0, 25, 50, 75, 100], format: whole } as const

/** How the score of each model moves with one kind of misalignment: medians with bands, and a crosshair to read them. */
export function SweepChart({ xLabel, xs, formatX, reference, series, threshold, ...chart }: Props) {
  return (
    <LineChart
      x={{ label: xLabel, values: xs, format: formatX, reference }}
      y={scores}
      lines={series.map(({ points, ...one }) => ({
        ...one,
        points: points.map((point) => point && { value: point.median, low: point.low, high: point.high }),
      }))}
      guides={threshold === null ? [] : [thresholdGuide(threshold, xs)]}
      {...chart}
    />
  )
}

const thresholdGuide = (threshold: number, xs: readonly number[]) => ({
  label: `threshold ${whole(threshold)}`,
  points: [xs[0]!, xs.at(-1)!].map((x) => ({ x, y: threshold })),
  named: { x: xs[0]!, y: threshold, anchor: 'start' as const },
})
