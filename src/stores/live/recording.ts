import { create } from 'zustand'
import { csvText } from '#domain/csv.ts'
import type { LiveSession } from '#domain/live/session.ts'
import { csvRowsOf } from '#domain/live/session-csv.ts'
import type { CsvRow } from '#domain/quality/record.ts'

/** An hour of one face. */
const MOST_ROWS = 200_000

interface Recording {
  readonly isOn: boolean
  /** Nothing more is recorded, and what there is waits to be saved. */
  readonly isFull: boolean
}

/** Whether scores are being recorded; the rows are kept beside it, since they grow with every frame. */
export const useRecording = create<Recording>()(() => ({ isOn: false, isFull: false }))

let rows: CsvRow[] = []
/** By the frames' clock; null before the first frame. */
let began: number | null = null

export function startRecording(): void {
  rows = []
  began = null
  useRecording.setState({ isOn: true, isFull: false })
}

/** Ends the recording and returns it as CSV; null where nothing was scored. */
export function stopRecording(): string | null {
  useRecording.setState({ isOn: false, isFull: false })
  const recorded = rows
  rows = []
  return recorded.length > 0 ? csvText(recorded) : null
}

/** Adds the newest frame's scores while a recording is on. */
export function record(session: LiveSession): void {
  const { isOn, isFull } = useRecording.getState()
  if (!isOn || isFull) return
  began ??= session.time
  rows.push(...csvRowsOf(session, began ?? 0))
  if (rows.length >= MOST_ROWS) useRecording.setState({ isFull: true })
}
