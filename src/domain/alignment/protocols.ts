import { type Misalignment, noMisalignment } from './misalignment.ts'

const only = (change: Partial<Misalignment>): Misalignment => ({ ...noMisalignment, ...change })

const jitters = (seeds: readonly number[]) =>
  [0.1, 0.2].flatMap((jitter) => seeds.map((seed) => only({ jitter, seed })))

/**
 * The stability protocol: 24 misalignments, always on top of the reference procedure. The order is part of it; the
 * jitters come first.
 */
export const P24: readonly Misalignment[] = [
  ...jitters([1, 2, 3, 4, 5, 6, 7, 8]),
  only({ rotation: -15 }),
  only({ rotation: 15 }),
  only({ scale: 0.85 }),
  only({ scale: 1.15 }),
  only({ shiftX: -0.08 }),
  only({ shiftX: 0.08 }),
  only({ shiftY: -0.08 }),
  only({ shiftY: 0.08 }),
]

/** The quick one, for live pictures and big batches. */
export const P6: readonly Misalignment[] = jitters([1, 2, 3])

/** What stability can be measured by, and not at all. */
export const protocols = { none: [], p6: P6, p24: P24 } as const

export type ProtocolId = keyof typeof protocols
