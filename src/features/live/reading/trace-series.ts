import type { TracePoint } from '#domain/live/reading.ts'
import { type ModelRole, modelLabel } from '#domain/quality/manifest.ts'
import { whole } from '#ui/format.ts'

/** What one model said of a face over the last seconds. */
export interface LiveSeries {
  readonly role: ModelRole
  readonly trace: readonly TracePoint[]
  /** Points of the scale; null before it is known. */
  readonly jitter: number | null
}

/** A score from further away in time says nothing of a moment, ms. */
const NEAR_MS = 2000

/** The score that was measured nearest to a time; null where none was near. */
export function nearestPoint(trace: readonly TracePoint[], time: number): TracePoint | null {
  const away = (point: TracePoint) => Math.abs(point.time - time)
  const nearest = trace.reduce<TracePoint | null>((best, p) => (best && away(best) <= away(p) ? best : p), null)
  return nearest && away(nearest) <= NEAR_MS ? nearest : null
}

/** The trace as a table, every five seconds. */
export function tableOf(series: readonly LiveSeries[], now: number) {
  return {
    columns: ['Time', ...series.map(({ role }) => modelLabel[role])],
    rows: [0, 5, 10, 15, 20, 25, 30].map((ago) => ({
      label: ago === 0 ? 'now' : `${whole(-ago)} s`,
      cells: series.map(({ trace }) => {
        const point = nearestPoint(trace, now - 1000 * ago)
        return point ? whole(point.score) : ''
      }),
    })),
  }
}
