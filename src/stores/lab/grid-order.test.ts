import { beforeEach, describe, expect, it } from 'vitest'
import { procedures } from '#domain/alignment/procedures.ts'
import { showExamples } from '../photos/examples.ts'
import type { FaceEntry } from '../photos/photos.ts'
import { usePhotos } from '../photos/photos.ts'
import { variantOf } from './bench.ts'
import { gridOrder } from './grid-order.ts'

const model = { id: 'plumb-s', kind: 'student' as const, label: 'Student' }
let face: FaceEntry

beforeEach(() => {
  showExamples([{ id: 'p1', name: 'one.jpg', faces: [{ student: 50, baseline: 50, spread: 3 }] }])
  const entry = usePhotos.getState().faces['p1/0']!
  // FFHQ gains 30 points, the centre crop loses 40, OFIQ has no landmarks.
  const changes: Readonly<Record<string, number>> = { ffhq: 30, 'centre-crop': -40 }
  face = {
    ...entry,
    outcomes: entry.outcomes.map((outcome) => {
      if (outcome.misalignment !== null || !('scores' in outcome)) return outcome
      if (outcome.procedure === 'ofiq') return { procedure: 'ofiq', misalignment: null, missing: ['right eye'] }
      return { ...outcome, scores: { 'plumb-s': { raw: 1, score: 50 + (changes[outcome.procedure] ?? 0) } } }
    }),
  }
})

const ids = (sort: 'registry' | 'change', reference = face.reference) =>
  gridOrder(sort, { face, reference }, model).map(({ id }) => id)

describe('the order of the grid', () => {
  it('is the registry’s', () => {
    expect(ids('registry')).toEqual(procedures.map(({ id }) => id))
  })

  it('is by the size of the change, the reference first and what has no score last', () => {
    const order = ids('change')
    expect(order.slice(0, 3)).toEqual(['landmarker-5pt', 'centre-crop', 'ffhq'])
    expect(order.at(-1)).toBe('ofiq')
    expect(order.toSorted()).toEqual(ids('registry').toSorted())
  })

  it('is measured from the reference that was chosen', () => {
    const ffhq = variantOf(face, 'ffhq')
    if (!ffhq || !('scores' in ffhq)) throw new Error('FFHQ is scored.')
    expect(ids('change', ffhq).slice(0, 2)).toEqual(['ffhq', 'centre-crop'])
  })
})
