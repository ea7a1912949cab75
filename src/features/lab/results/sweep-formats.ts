import type { LineSweep } from '#domain/alignment/sweeps.ts'
import { fixed, whole } from '#ui/format.ts'

interface SweepFormat {
  readonly subtitle: string
  readonly x: (value: number) => string
  /** Where nothing is wrong. */
  readonly neutral: number
}

/** How each sweep's axis is written. */
export const sweepFormats: Readonly<Record<LineSweep['id'], SweepFormat>> = {
  jitter: { subtitle: 'median, 10–90%', x: (value) => `${whole(100 * value)}%`, neutral: 0 },
  rotation: { subtitle: 'degrees', x: (value) => `${whole(value)}°`, neutral: 0 },
  scale: { subtitle: 'factor', x: (value) => fixed(value, 2), neutral: 1 },
}
