import { modelOf, useEngine } from '#stores/engine.ts'
import { useTally } from '#stores/photos/rows.ts'
import { useThreshold } from '#stores/threshold.ts'
import { Histogram } from '#ui/charts/histogram/histogram.tsx'
import { ModelKey } from '#ui/mark/model-key.tsx'
import { AxisLabels } from '#ui/mark/score-mark.tsx'
import { useWidth } from '#ui/use-width.ts'
import { PlumbLine } from './plumb-line.tsx'

/** The histogram, on the axis that the rows below share. */
export function HistogramRow() {
  const { scores } = useTally()
  const info = useEngine((state) => state.info)
  const threshold = useThreshold((state) => state.score)
  const [plot, width] = useWidth<HTMLDivElement>(240)
  const reference = modelOf(info, 'student')?.reference.name ?? 'LFW-D'
  return (
    <div className="histogram-row columns">
      <div className="caption">
        <span className="model-keys">
          <ModelKey model="student" />
          <ModelKey model="baseline" />
        </span>
        Score
        <span className="unit">percentile of {reference}</span>
      </div>
      <div className="plot" ref={plot}>
        <Histogram scores={scores} threshold={threshold} width={width} />
        <AxisLabels />
        <PlumbLine />
      </div>
      <span className="unit spread-unit">± spread</span>
    </div>
  )
}
