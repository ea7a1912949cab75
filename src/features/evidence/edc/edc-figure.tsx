import { scaleLinear } from 'd3-scale'
import { useState } from 'react'
import { methodOfKind, rowOf } from '#domain/evaluation/reading/look-up.ts'
import { curveDiscards } from '#domain/evaluation/results.ts'
import type { View } from '#stores/evidence/choice.ts'
import { fmrWords, originWords } from '#stores/evidence/origin.ts'
import { FigureExport } from '#ui/charts/file/figure-export.tsx'
import type { Line } from '#ui/charts/lines/line.ts'
import { LineChart } from '#ui/charts/lines/line-chart.tsx'
import { fixed } from '#ui/format.ts'
import { edcGuides, edcLines, edcRows } from './edc-lines.ts'

const TITLE = 'Error versus discard'
/** Where the crosshair is at first: a fifth discarded. */
const FIFTH = curveDiscards.indexOf(0.2)

const percent = (share: number) => `${Number((100 * share).toFixed(1))}%`

/** How many false non-matches are left as the images of lowest quality are discarded. */
export function EdcFigure({ view }: { readonly view: View }) {
  const [crosshair, setCrosshair] = useState<number | null>(FIFTH)
  const lines = edcLines(view)
  if (lines.length === 0) return null
  const guides = edcGuides(view)
  const highest = Math.max(0, ...lines.flatMap(({ points }) => points.map((point) => point?.high ?? 0)))
  const y = scaleLinear([0, highest || 0.1], [0, 1]).nice(4)
  const fmr = rowOf(view.results, view.choice.question, methodOfKind(view.results, 'student')?.id)?.fmr
  return (
    <LineChart
      title={TITLE}
      subtitle="95% bootstrap band"
      x={{
        label: 'discarded, lowest quality first',
        values: curveDiscards,
        format: percent,
        read: (share) => `${percent(share)} discarded`,
        reference: null,
      }}
      y={{
        label: fmr ? `FNMR at FMR ${fmrWords(fmr)}` : 'FNMR',
        ends: y.domain() as [number, number],
        ticks: y.ticks(4),
        format: percent,
        read: (share) => `${fixed(100 * share, highest < 0.02 ? 2 : 1)}%`,
      }}
      lines={lines}
      guides={guides}
      isStepped
      height={312}
      crosshair={crosshair}
      onCrosshair={setCrosshair}
      spoken={spoken(lines, guides[0]?.points[0]?.y)}
      actions={
        <FigureExport
          title={TITLE}
          file="plumb-error-versus-discard"
          rows={() => edcRows(view)}
          words={() => originWords(view, TITLE, ['set', 'crops', 'judge'])}
        />
      }
    />
  )
}

function spoken(lines: readonly Line[], random: number | undefined): string {
  const after = lines.flatMap(({ label, points }) => {
    const point = points[FIFTH]
    return point ? [`${label} ${percent(point.value)}`] : []
  })
  const byRandom = random === undefined ? '' : `; by random discarding ${percent(random)}`
  return `${TITLE}. False non-matches left at 20% discarded: ${after.join(', ')}${byRandom}.`
}
