import type { CsvRow } from '../quality/record.ts'
import type { LiveSession } from './session.ts'

/**
 * The scores of the session's newest frame, one row a face and model; none where nothing was scored. `main` is 1 for the
 * face that the page is about; spread and worst are over P6; all scores in points of the scale.
 * @param began  when recording began, by the frames' clock
 */
export function csvRowsOf({ time, tracks, main, hint }: LiveSession, began: number): CsvRow[] {
  return tracks.flatMap(({ id, readings }) =>
    Object.entries(readings).flatMap(([model, { trace, needle, jitter, stability }]) => {
      const last = trace.at(-1)
      if (time === null || last?.time !== time) return []
      return {
        seconds: (time - began) / 1000,
        face: id,
        main: id === main ? 1 : 0,
        model,
        score: last.score,
        needle,
        jitter,
        spread: stability?.spread ?? null,
        worst: stability?.worst ?? null,
        hint: hint?.words ?? null,
      }
    }),
  )
}
