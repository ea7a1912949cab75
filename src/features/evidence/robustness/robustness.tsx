import { scaleLinear } from 'd3-scale'
import { type ReactNode, useState } from 'react'
import type { MisalignmentAxis } from '#domain/evaluation/reading/misalignment-axes.ts'
import { type Measure, type View, want } from '#stores/evidence/choice.ts'
import { originWords } from '#stores/evidence/origin.ts'
import { FigureExport } from '#ui/charts/file/figure-export.tsx'
import type { Line } from '#ui/charts/lines/line.ts'
import { LineChart } from '#ui/charts/lines/line-chart.tsx'
import { Choice } from '#ui/controls/choice.tsx'
import { fixed, whole } from '#ui/format.ts'
import { measures } from './measures.ts'
import { OtherAlignments } from './other-alignments.tsx'
import {
  conditionsOn,
  otherAlignments,
  type RobustnessChart,
  robustnessCharts,
  robustnessRows,
} from './robustness-lines.ts'

/** How each method does as crops are misaligned more and more, one chart a kind of misalignment. */
export function Robustness({ view, children }: { readonly view: View; readonly children: ReactNode }) {
  const measure = measures.find(({ id }) => id === view.choice.measure) ?? measures[0]!
  const charts = robustnessCharts(view)
  const others = otherAlignments(view)
  if (charts.length + others.length === 0) return null
  const values = charts.flatMap(({ lines }) =>
    lines.flatMap(({ points }) => points.flatMap((point) => (point ? [point.low, point.high] : []))),
  )
  // One axis for all of them, so that they compare.
  const [low, high] = measure.ends
  const y = scaleLinear([Math.min(low, ...values), Math.max(high, ...values)], [0, 1]).nice(4)
  return (
    <section className="evidence-section" aria-label="Robustness">
      <header>
        <h2>Robustness</h2>
        <span className="quiet">{measure.plotted}</span>
        <span className="spacer" />
        <Choice
          label="Measure"
          options={measures}
          value={measure.id}
          onChoose={(id) => want({ measure: id as Measure })}
        />
      </header>
      <div className="evidence-thirds">
        {charts.map((chart) => (
          <AxisChart
            key={chart.axis.id}
            chart={chart}
            measure={measure}
            ends={y.domain()}
            ticks={y.ticks(4)}
            view={view}
          />
        ))}
        {others.length > 0 && <OtherAlignments view={view} measure={measure} conditions={others} />}
        {children}
      </div>
    </section>
  )
}

interface AxisChartProps {
  readonly chart: RobustnessChart
  readonly measure: (typeof measures)[number]
  readonly ends: readonly number[]
  readonly ticks: readonly number[]
  readonly view: View
}

function AxisChart({ chart: { axis, values, lines }, measure, ends, ticks, view }: AxisChartProps) {
  const [crosshair, setCrosshair] = useState<number | null>(null)
  const last = values.length - 1
  return (
    <LineChart
      title={axis.label}
      subtitle={axis.of}
      x={{ label: '', values, format: formatOf(axis), reference: axis.neutral }}
      y={{ label: measure.axis, ends: [ends[0]!, ends[1]!], ticks, format: measure.format, read: measure.read }}
      guides={measure.id === 'pauc' ? [random(values)] : []}
      lines={lines}
      areMarked
      // Other conditions may have fewer steps.
      crosshair={crosshair === null ? null : Math.min(crosshair, last)}
      onCrosshair={setCrosshair}
      spoken={spoken(axis, measure, lines)}
      actions={
        <FigureExport
          title={axis.label}
          file={`plumb-${axis.id}`}
          rows={() => robustnessRows(view, conditionsOn(axis, view))}
          words={() => originWords(view, `${measure.label} against ${axis.label.toLowerCase()}`, ['set', 'judge'])}
        />
      }
    />
  )
}

/** No better than discarding at random. */
const random = (values: readonly number[]) => ({
  label: 'random',
  points: [values[0]!, values.at(-1)!].map((x) => ({ x, y: 1 })),
  named: { x: values.at(-1)!, y: 1, anchor: 'end' as const },
})

const formatOf =
  ({ unit }: MisalignmentAxis) =>
  (value: number) =>
    unit === '×' ? fixed(value, 2) : `${whole(value)}${unit}`

function spoken(axis: MisalignmentAxis, measure: (typeof measures)[number], lines: readonly Line[]): string {
  const words = lines.flatMap(({ label, points }) => {
    const values = points.flatMap((point) => point?.value ?? [])
    if (values.length === 0) return []
    return [`${label} between ${measure.read(Math.min(...values))} and ${measure.read(Math.max(...values))}.`]
  })
  return [`${measure.label} against ${axis.label.toLowerCase()}.`, ...words].join(' ')
}
