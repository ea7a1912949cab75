import { plural, whole } from '../format.ts'

/** A model's score with its spread and worst change over P24, in points; null while they are being measured. */
export interface Measured {
  readonly score: number
  readonly spread: number | null
  readonly worst: number | null
}

/** The score of one crop beside the reference crop's. */
export interface CropScore {
  readonly score: number
  readonly reference: number
}

/** Every state in which the score mark has an axis. */
export type MarkState =
  | { readonly kind: 'scoring' }
  /** Nothing is there to score. */
  | { readonly kind: 'none' }
  | {
      readonly kind: 'scored'
      readonly student: Measured
      readonly baseline: Measured | null
      /** How many misaligned crops the spread is over, where not 24. */
      readonly crops?: number
    }
  | { readonly kind: 'one-crop'; readonly student: CropScore; readonly baseline: CropScore | null }
  | { readonly kind: 'own'; readonly name: string; readonly own: Measured }

/** The mark of a face; `null` while it waits for its first score. */
export const markOf = (pair: { readonly student: Measured; readonly baseline: Measured | null } | null): MarkState =>
  pair ? { kind: 'scored', ...pair } : { kind: 'scoring' }

/** A spread, as it is shown, from which a score is to be treated with care. */
const UNSTEADY = 10

export const isUnsteady = ({ spread }: Measured): boolean => spread !== null && Math.round(spread) >= UNSTEADY

/** What a screen reader says for the mark. */
export function describeMark(state: MarkState): string {
  switch (state.kind) {
    case 'scoring':
      return 'Scoring'
    case 'none':
      return 'No score'
    case 'scored':
      return [describeStudent(state.student, state.crops ?? 24), state.baseline && describeBaseline(state.baseline)]
        .filter(Boolean)
        .join(' ')
    case 'one-crop':
      return [
        `This crop: ${whole(state.student.score)}, ${fromReference(state.student, ' the reference')}.`,
        state.baseline && `Baseline ${whole(state.baseline.score)}, ${fromReference(state.baseline, '')}.`,
      ]
        .filter(Boolean)
        .join(' ')
    case 'own': {
      const { score, spread, worst } = state.own
      const stability = spread === null || worst === null ? '' : `, spread ${whole(spread)}, worst ${whole(worst)}`
      return `${state.name}: ${whole(score)}${stability}`
    }
  }
}

function describeStudent({ score, spread, worst }: Measured, crops: number): string {
  const head = `Score ${whole(score)} of 100.`
  if (spread === null || worst === null) return `${head} Its spread is being measured.`
  return `${head} Over ${crops} misaligned crops it moves by ${plural(Math.round(spread), 'point')}, ${whole(worst)} at worst.`
}

function describeBaseline({ score, spread, worst }: Measured): string {
  if (spread === null || worst === null) return `Baseline ${whole(score)}.`
  return `Baseline ${whole(score)}, moves by ${whole(spread)}, ${whole(worst)} at worst.`
}

function fromReference({ score, reference }: CropScore, of: string): string {
  const change = Math.round(score) - Math.round(reference)
  if (change === 0) return of ? `the same as${of}` : 'the same'
  return `${Math.abs(change)} ${change < 0 ? 'below' : 'above'}${of}`
}
