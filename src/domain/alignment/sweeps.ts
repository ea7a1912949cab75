import { type Misalignment, noMisalignment } from './misalignment.ts'

/** One place on a sweep's axis and the crops there: several seeds where chance is in play. */
export interface SweepStep {
  readonly value: number
  readonly misalignments: readonly Misalignment[]
}

/** One kind of misalignment, from one end to the other; the proper alignment is one of its steps. */
export interface LineSweep {
  readonly id: 'jitter' | 'rotation' | 'scale'
  readonly label: string
  /** What the axis says after the values. */
  readonly unit: string
  readonly steps: readonly SweepStep[]
}

export type SweepId = LineSweep['id'] | (typeof shiftSweep)['id']

/** Whole numbers, since adding up 0.05 would pass by 1. */
const every = (from: number, to: number, by: number) =>
  Array.from({ length: (to - from) / by + 1 }, (_, i) => from + i * by)

const everyPercent = (from: number, to: number, by: number) => every(from, to, by).map((percent) => percent / 100)

const jittered = (jitter: number): readonly Misalignment[] =>
  jitter === 0 ? [noMisalignment] : every(1, 12, 1).map((seed) => ({ ...noMisalignment, jitter, seed }))

/** Values are fractions of the inter-eye distance, each with the seeds 1–12. */
export const jitterSweep: LineSweep = {
  id: 'jitter',
  label: 'Jitter',
  unit: 'of the eye distance',
  steps: everyPercent(0, 30, 5).map((value) => ({ value, misalignments: jittered(value) })),
}

/** Values are degrees, clockwise on the screen. */
export const rotationSweep: LineSweep = {
  id: 'rotation',
  label: 'Rotation',
  unit: 'about the face centre',
  steps: every(-45, 45, 5).map((value) => ({ value, misalignments: [{ ...noMisalignment, rotation: value }] })),
}

/** Values are factors. */
export const scaleSweep: LineSweep = {
  id: 'scale',
  label: 'Scale',
  unit: 'about the face centre',
  steps: everyPercent(60, 160, 5).map((value) => ({ value, misalignments: [{ ...noMisalignment, scale: value }] })),
}

export const lineSweeps: readonly LineSweep[] = [jitterSweep, rotationSweep, scaleSweep]

const shifts: readonly number[] = everyPercent(-16, 16, 4)

/** Every pair of shifts, fractions of the crop's side: rows from the top, columns from the left. */
export const shiftSweep = {
  id: 'shift',
  label: 'Shift',
  shifts,
  misalignments: shifts.flatMap((shiftY) =>
    shifts.map((shiftX): Misalignment => ({ ...noMisalignment, shiftX, shiftY })),
  ),
} as const
