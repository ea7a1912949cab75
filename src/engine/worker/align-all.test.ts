import { expect, it } from 'vitest'
import { idealFace } from '#domain/alignment/ideal-face.ts'
import { procedures } from '#domain/alignment/procedures.ts'
import { P24 } from '#domain/alignment/protocols.ts'
import { DegeneratePointsError } from '#domain/geometry/fit-similarity.ts'
import { similarity } from '#domain/geometry/similarity.ts'
import { alignAll } from './align-all.ts'

const face = idealFace(similarity(2, 0, 10, 10))
const specs = [
  ...procedures.map(({ id }) => ({ procedure: id, misalignment: null })),
  ...P24.map((misalignment) => ({ procedure: 'landmarker-5pt' as const, misalignment })),
]

it('skips what needs two eyes where both lie on one spot, and nothing else', () => {
  const { rightEye } = face.landmarks
  const profile = { ...face, landmarks: { ...face.landmarks, leftEye: rightEye } }
  const skipped = alignAll(profile, specs).filter((outcome) => 'missing' in outcome)
  expect(skipped).toEqual([{ procedure: 'eyes-only', misalignment: null, missing: ['two distinct points'] }])
})

it('does not skip the reference', () => {
  const spot = face.landmarks.noseTip
  const landmarks = { rightEye: spot, leftEye: spot, noseTip: spot, mouthRight: spot, mouthLeft: spot }
  expect(() => alignAll({ ...face, landmarks }, specs)).toThrow(DegeneratePointsError)
})
