import { scaleLinear } from 'd3-scale'
import { useState } from 'react'
import type { CsvRow } from '#domain/quality/record.ts'
import type { View } from '#stores/evidence/choice.ts'
import { originColumns } from '#stores/evidence/origin.ts'
import { LineChart } from '#ui/charts/lines/line-chart.tsx'
import { count, fixed, whole } from '#ui/format.ts'
import { EvidenceExport } from './evidence-export.tsx'
import { sharesOf, spreadEdges } from './spread-shares.ts'
import { medianOf, type PartProps, type Steady } from './steady.ts'

/** How the faces' spreads lie. */
export function Spread({ steady, view }: PartProps) {
  const [crosshair, setCrosshair] = useState<number | null>(null)
  const set = view.results.sets.find(({ id }) => id === view.choice.question.set)?.label
  const edges = spreadEdges(steady)
  const step = edges[1]! - edges[0]!
  const shares = steady.map((one) => sharesOf(one, edges))
  const y = scaleLinear([0, Math.max(0.1, ...shares.flat())], [0, 1]).nice(4)
  return (
    <LineChart
      title="Spread"
      subtitle={`how far a score moves over 24 misalignments, in points of 100; ${count(steady[0]!.faces)} faces of ${set}`}
      x={{
        label: 'spread',
        values: edges,
        format: (value) => (value === 0 ? '0' : `± ${whole(value)}`),
        read: (value) => `± ${whole(value)} to ${whole(value + step)}`,
        reference: null,
      }}
      y={{
        label: `share of faces per ${step === 1 ? 'point' : `${step} points`}`,
        ends: [0, y.domain()[1]!],
        ticks: y.ticks(4),
        format: (share) => `${whole(100 * share)}%`,
      }}
      lines={steady.map(({ drawn: { id, label, kind }, ...one }, i) => ({
        id,
        label: `${label}, median ${fixed(one.spread[50]!, 1)}`,
        kind,
        // The last edge begins no bin.
        points: [...shares[i]!, 0].map((value) => ({ value, low: value, high: value })),
      }))}
      isStepped
      isFilled
      namedAt="peak"
      crosshair={crosshair === null ? null : Math.min(crosshair, edges.length - 2)}
      onCrosshair={setCrosshair}
      spoken={`Distribution of the spread over faces: ${steady.map((one) => `${one.drawn.label} median ${fixed(medianOf(one), 1)} points`).join(', ')}.`}
      actions={<EvidenceExport title="Spread" file="plumb-spread" view={view} rows={() => spreadRows(view, steady)} />}
    />
  )
}

const spreadRows = (view: View, steady: readonly Steady[]): readonly CsvRow[] =>
  steady.flatMap(({ drawn, faces, spread }) =>
    spread.map((value, percent) => ({
      method: drawn.id,
      method_sha256: drawn.sha256,
      faces,
      quantile: percent / 100,
      spread: value,
      ...originColumns(view),
    })),
  )
