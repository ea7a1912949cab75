import { quantileOf } from '../../quality/distribution.ts'
import { scoreOf } from '../../quality/scale.ts'
import type { SweepResult } from '../results.ts'
import type { AlignmentScores } from './measured.ts'

const axes: readonly SweepResult['axis'][] = ['rotation', 'scale']

/** Where nothing is moved. */
const neutral: Readonly<Record<SweepResult['axis'], number>> = { rotation: 0, scale: 1 }

/** How a method's median score goes over the sweeps, on the faces that it scored at every step. */
export function sweepsOf(set: string, { method, scale, reference, sweeps }: AlignmentScores): readonly SweepResult[] {
  return axes.flatMap((axis) => {
    const steps = [
      { value: neutral[axis], scores: reference },
      ...sweeps.filter((each) => each.axis === axis),
    ].toSorted((one, other) => one.value - other.value)
    const faces = Array.from({ length: reference.length }, (_, face) => face).filter((face) =>
      steps.every(({ scores }) => Number.isFinite(scores[face])),
    )
    if (steps.length === 1 || faces.length === 0) return []
    const medianOf = (scores: ArrayLike<number>) =>
      quantileOf(
        faces.map((face) => scoreOf(scores[face]!, scale)),
        0.5,
      )
    const points = steps.map(({ value, scores }) => ({ value, median: medianOf(scores) }))
    const proper = medianOf(reference)
    const moves = Math.max(...points.map(({ median }) => Math.abs(median - proper)))
    return [{ set, method, axis, faces: faces.length, points, moves }]
  })
}
