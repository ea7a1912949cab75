import { expect, it } from 'vitest'
import type { Face } from '#domain/alignment/face.ts'
import { box, point } from '#domain/geometry/point.ts'
import { faultOf } from './self-check.ts'

/** The landmarks of the known face, in pixels of known-face.jpg, off by (dx, dy). */
const known = (dx = 0, dy = 0): Face => ({
  photo: { width: 128, height: 128 },
  box: box(29, 29, 70, 70),
  confidence: 0.9,
  source: 'landmarker',
  landmarks: {
    rightEye: point(48.5 + dx, 50.1 + dy),
    leftEye: point(77.7, 51.5),
    noseTip: point(62.2, 70.1),
    mouthRight: point(47.8, 75.5),
    mouthLeft: point(76.8, 76.7),
  },
  keypoints: null,
  mesh: null,
})

it('accepts the known face', () => expect(faultOf([known()])).toBeNull())

it('says what is wrong', () => {
  expect(faultOf([])).toBe('it found 0 faces where there is 1')
  expect(faultOf([known(), known()])).toBe('it found 2 faces where there is 1')
  expect(faultOf([{ ...known(), source: 'detector' }])).toBe('it found no landmarks')
  expect(faultOf([known(5, 0)])).toMatch(/^a landmark is off by 1\d% of the distance between the eyes$/)
  expect(faultOf([known(Number.NaN, 0)])).toMatch(/^a landmark is off/)
})
