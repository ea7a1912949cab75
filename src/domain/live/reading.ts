import { P6 } from '../alignment/protocols.ts'
import { deviationOf } from '../quality/distribution.ts'
import { type Stability, stabilityOf } from '../quality/stability.ts'

/** What one model says of one face over time. Scores are points of the scale; times are milliseconds. */
export interface Reading {
  /** The scores as they came, unsmoothed, oldest first, of the last 30 s. */
  readonly trace: readonly TracePoint[]
  /** The smoothed score: of a jump it has gone 63% after 0.4 s and 95% after 1.2 s, whatever the frame rate. */
  readonly needle: number
  /** Standard deviation of the scores of the last 2 s; null where they are too few. */
  readonly jitter: number | null
  /** Over the crops of P6; null until each was seen, and where one was seen too long ago. */
  readonly stability: Pick<Stability, 'spread' | 'worst'> | null
  /** How far each crop of P6 last was from the reference of its frame; null where it was not seen of late. */
  readonly changes: readonly (TracePoint | null)[]
  /** How long the crops of P6 took to come round; null until one came again. */
  readonly cycle: number | null
}

/** A score, or a change of it, and when it was measured. */
export interface TracePoint {
  readonly time: number
  readonly score: number
}

/** What a frame adds to a reading. */
export interface Measured {
  readonly score: number
  /** Of a misaligned crop of the same frame. */
  readonly shaken: { readonly index: number; readonly score: number } | null
}

const traceLength = 30_000
const jitterWindow = 2000
/** Of fewer scores, or over a shorter time, a jitter says nothing. */
const jitterLeast = { scores: 4, time: 1000 } as const
/** At 5 frames a second, with an extra in every fourth, the crops come round in 14 s. */
const changeAge = 30_000
const needleLag = 400

/**
 * @param reading   as it was; null where the model has not scored this face yet
 * @param measured  null where the model had no turn in this frame
 * @returns         null where the model has not scored this face in the last 30 s
 */
export function read(reading: Reading | null, time: number, measured: Measured | null): Reading | null {
  const old = since(time - traceLength, reading?.trace ?? [])
  const trace = measured ? [...old, { time, score: measured.score }] : old
  const last = trace.at(-1)
  if (!last) return null
  const changes = changesOf(reading?.changes ?? [], time, measured)
  return {
    trace,
    needle: needleOf(reading, last),
    jitter: jitterOf(since(time - jitterWindow, trace)),
    stability: stabilityOfChanges(changes),
    changes,
    cycle: cycleOf(reading, time, measured),
  }
}

const since = (time: number, points: readonly TracePoint[]) => points.filter((point) => point.time >= time)

function needleOf(reading: Reading | null, last: TracePoint): number {
  const before = reading?.trace.at(-1)
  if (!reading || !before) return last.score
  const elapsed = last.time - before.time
  return elapsed > 0 ? last.score + (reading.needle - last.score) * Math.exp(-elapsed / needleLag) : reading.needle
}

function jitterOf(points: readonly TracePoint[]): number | null {
  const time = points.length > 0 ? points.at(-1)!.time - points[0]!.time : 0
  if (points.length < jitterLeast.scores || time < jitterLeast.time) return null
  return deviationOf(points.map(({ score }) => score))
}

const changesOf = (old: Reading['changes'], time: number, measured: Measured | null): Reading['changes'] =>
  P6.map((_, i) => {
    if (measured?.shaken?.index === i) return { time, score: measured.shaken.score - measured.score }
    const change = old[i]
    return change && change.time >= time - changeAge ? change : null
  })

function stabilityOfChanges(changes: Reading['changes']): Reading['stability'] {
  const seen = changes.flatMap((change) => change?.score ?? [])
  if (seen.length < changes.length) return null
  const { spread, worst } = stabilityOf(0, seen)
  return { spread, worst }
}

function cycleOf(reading: Reading | null, time: number, measured: Measured | null): number | null {
  const before = measured?.shaken && reading?.changes[measured.shaken.index]
  return before ? time - before.time : (reading?.cycle ?? null)
}
