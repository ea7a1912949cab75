import { create } from 'zustand'
import { csvText } from '#domain/csv.ts'
import type { LiveSession } from '#domain/live/session.ts'
import { csvRowsOf } from '#domain/live/session-csv.ts'
import type { CsvRow } from '#domain/quality/record.ts'

/** An hour of one face. */
const MOST_ROWS = 200_000

interface Recording {
  readonly isOn: boolean
}

/** Whether scores are being recorded; the rows are kept beside it, since they grow with every frame. */
export const useRecording = create<Recording>()(() => ({ isOn: false }))

let rows: CsvRow[] = []
/** By the frames' clock; null before the first frame. */
let began: number | null = null

export function startRecording(): void {
  rows = []
  began = null
  useRecording.setState({ isOn: true })
}

/** Ends the recording and returns it as CSV; null where nothing was scored. */
export function stopRecording(): string | null {
  useRecording.setState({ isOn: false })
  const recorded = rows
  rows = []
  return recorded.length > 0 ? csvText(recorded) : null
}

/** Adds the newest frame's scores while a recording is on. */
export function record(session: LiveSession): void {
  if (!useRecording.getState().isOn || rows.length >= MOST_ROWS) return
  began ??= session.time
  rows.push(...csvRowsOf(session, began ?? 0))
}
