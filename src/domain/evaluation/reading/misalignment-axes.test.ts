import { describe, expect, it } from 'vitest'
import { misalignmentAxes, placeOn } from './misalignment-axes.ts'

const placesOf = (id: string) =>
  misalignmentAxes.flatMap((axis) => {
    const place = placeOn(axis, { id, label: id })
    return place === null ? [] : [[axis.id, place]]
  })

describe('a condition', () => {
  it.each([
    ['jitter-5', 'jitter', 5],
    ['rotation-minus-15', 'rotation', -15],
    ['rotation-plus-15', 'rotation', 15],
    ['scale-0.85', 'scale', 0.85],
    ['shift-x-minus-8', 'shift-x', -8],
    ['shift-y-plus-8', 'shift-y', 8],
  ])('%s lies on the axis of its kind alone', (id, axis, value) => {
    expect(placesOf(id)).toEqual([[axis, value]])
  })

  it('that is proper lies on every axis, where nothing is moved', () => {
    expect(placesOf('proper').map(([, value]) => value)).toEqual([0, 0, 1, 0, 0])
  })

  it.each(['face-box', 'other-detector', 'procedure-ffhq', 'scale', 'scale-', 'jitter-much'])('%s lies on none', (id) =>
    expect(placesOf(id)).toEqual([]),
  )
})
