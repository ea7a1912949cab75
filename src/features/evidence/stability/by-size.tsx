import { scaleLinear } from 'd3-scale'
import { useState } from 'react'
import { sizeClasses } from '#domain/evaluation/results.ts'
import type { CsvRow } from '#domain/quality/record.ts'
import type { View } from '#stores/evidence/choice.ts'
import { originColumns } from '#stores/evidence/origin.ts'
import { LineChart } from '#ui/charts/lines/line-chart.tsx'
import { fixed, whole } from '#ui/format.ts'
import { EvidenceExport } from './evidence-export.tsx'
import type { PartProps, Steady } from './steady.ts'

const sizeLabel = (index: number) => {
  const [from, to] = [sizeClasses[index], sizeClasses[index + 1]]
  return to == null ? `${from}+` : `${from}–${to}`
}

/** Whether small faces are less steady. */
export function BySize({ steady, view }: PartProps) {
  const [crosshair, setCrosshair] = useState<number | null>(null)
  const known = sizeClasses
    .slice(1)
    .flatMap((_, i) => (steady.some(({ by_size }) => by_size[i]?.spread != null) ? [i] : []))
  // A class without faces between two that have some keeps its place.
  const classes = Array.from({ length: known.at(-1)! - known[0]! + 1 }, (_, i) => known[0]! + i)
  const spreads = steady.flatMap(({ by_size }) => by_size.flatMap(({ spread }) => spread ?? []))
  const y = scaleLinear([0, Math.max(10, ...spreads)], [0, 1]).nice(4)
  return (
    <LineChart
      title="Spread by face size"
      subtitle="mean, over P24"
      x={{
        label: 'pixels between the eyes',
        values: classes,
        format: sizeLabel,
        reference: null,
        ticks: classes,
      }}
      y={{
        label: 'spread',
        ends: [0, y.domain()[1]!],
        ticks: y.ticks(4),
        format: whole,
        read: (value) => fixed(value, 1),
      }}
      lines={steady.map(({ drawn: { id, label, kind }, by_size }) => ({
        id,
        label,
        kind,
        points: classes.map((i) => {
          const spread = by_size[i]?.spread ?? null
          return spread === null ? null : { value: spread, low: spread, high: spread }
        }),
      }))}
      areMarked
      crosshair={crosshair}
      onCrosshair={setCrosshair}
      spoken={spokenBySize(steady)}
      actions={
        <EvidenceExport
          title="Spread by face size"
          file="plumb-spread-by-size"
          view={view}
          rows={() => sizeRows(view, steady)}
        />
      }
    />
  )
}

function spokenBySize(steady: readonly Steady[]): string {
  const words = steady.map(({ drawn, by_size }) => {
    const known = by_size.flatMap(({ spread }, i) =>
      spread === null ? [] : [`${fixed(spread, 1)} at ${sizeLabel(i)} pixels`],
    )
    return `${drawn.label} ${known.join(', ')}.`
  })
  return ['Mean spread by pixels between the eyes.', ...words].join(' ')
}

const sizeRows = (view: View, steady: readonly Steady[]): readonly CsvRow[] =>
  steady.flatMap(({ drawn, by_size }) =>
    by_size.map(({ from, to, faces, spread }) => ({
      method: drawn.id,
      method_sha256: drawn.sha256,
      eyes_from_px: from,
      eyes_to_px: to,
      faces,
      spread,
      ...originColumns(view),
    })),
  )
