import { lineSweeps, type SweepId, shiftSweep } from '#domain/alignment/sweeps.ts'
import type { ScoredVariant } from '#engine/protocol.ts'
import type { SweepPlace } from '#stores/lab/experiment.ts'
import type { SweepScores } from '#stores/lab/sweeps.ts'
import { signed } from '#ui/format.ts'
import { sweepFormats } from './sweep-formats.ts'
import { bySeed } from './sweep-series.ts'

/** The crop under a sweep's crosshair. */
interface SweptCrop {
  /** `Rotation −15°` */
  readonly label: string
  readonly variant: ScoredVariant
}

/**
 * Of several seeds the one whose score is in the middle, so that the picture belongs to the line.
 * @param model  whose score decides that
 * @returns      null as long as nothing is scored there
 */
export function sweptCrop(
  { sweep: id, index }: SweepPlace,
  scores: Readonly<Record<SweepId, SweepScores>> | undefined,
  model: string | undefined,
): SweptCrop | null {
  const sweep = lineSweeps.find((each) => each.id === id)
  if (!sweep) {
    const variant = scores?.shift[index]
    const { shiftX, shiftY } = shiftSweep.misalignments[index]!
    return variant ? { label: `Shift ${signed(100 * shiftX)}%, ${signed(100 * shiftY)}%`, variant } : null
  }
  const seeds = (bySeed(sweep, scores?.[sweep.id])[index] ?? []).filter((crop) => crop !== null)
  const score = (crop: ScoredVariant) => (model && crop.scores[model]?.score) || 0
  const variant = seeds.toSorted((a, b) => score(a) - score(b))[Math.floor((seeds.length - 1) / 2)]
  return variant ? { label: `${sweep.label} ${sweepFormats[sweep.id].x(sweep.steps[index]!.value)}`, variant } : null
}
