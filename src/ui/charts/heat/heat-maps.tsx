import { signed } from '../../format.ts'
import type { ModelKind } from '../../mark/model-key.tsx'
import { ChartFigure } from '../parts/chart-figure.tsx'
import { HeatLegend } from './heat-legend.tsx'
import { HeatMap, shiftWords } from './heat-map.tsx'

/** One model's change of score at each pair of shifts, as HeatMap has it. */
interface ModelMap {
  readonly id: string
  readonly label: string
  readonly kind: ModelKind
  readonly changes: readonly (number | null)[]
}

interface Props {
  readonly title: string
  readonly subtitle: string
  readonly maps: readonly ModelMap[]
  /** Shifts in x, and the same in y, as fractions of the crop's side, ascending; the middle one is no shift. */
  readonly shifts: readonly number[]
  /** Index of the cell that the crosshair is on, in all of them. */
  readonly crosshair: number | null
  onCrosshair(index: number | null): void
}

/** Losses under which a map's darkest ink would mean nothing, in points. */
const SMALLEST_RANGE = 10

/** How much score each model loses when the crop is shifted: maps side by side on one ramp, with one crosshair. */
export function HeatMaps({ title, subtitle, maps, shifts, crosshair, onCrosshair }: Props) {
  const range = Math.max(SMALLEST_RANGE, ...maps.flatMap(({ changes }) => changes.map((change) => -(change ?? 0))))
  return (
    <ChartFigure title={title} subtitle={subtitle} table={tableOf(title, maps, shifts)}>
      <div className="heat-maps">
        {maps.map(({ id, label, kind, changes }) => (
          <HeatMap
            key={id}
            title={label}
            kind={kind}
            shifts={shifts}
            changes={changes}
            range={range}
            crosshair={crosshair}
            onCrosshair={onCrosshair}
          />
        ))}
      </div>
      <HeatLegend range={range} />
    </ChartFigure>
  )
}

const tableOf = (title: string, maps: readonly ModelMap[], shifts: readonly number[]) => ({
  columns: [title, ...maps.map(({ label }) => label)],
  rows: Array.from({ length: shifts.length ** 2 }, (_, index) => ({
    label: shiftWords(shifts, index),
    cells: maps.map(({ changes }) => {
      const change = changes[index] ?? null
      return change === null ? '' : signed(change)
    }),
  })),
})
