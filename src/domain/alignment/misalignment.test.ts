import { describe, expect, it } from 'vitest'
import { point } from '../geometry/point.ts'
import { similarity, toMatrix } from '../geometry/similarity.ts'
import { align } from './align.ts'
import type { Face, FivePoints } from './face.ts'
import { generator } from './generator.ts'
import { idealFace } from './ideal-face.ts'
import { interEyeDistance } from './inter-eye-distance.ts'
import fixture from './misalignment.fixture.json'
import { describeMisalignment, type Misalignment, noMisalignment } from './misalignment.ts'
import { P6, P24 } from './protocols.ts'

/** The fixture comes from the Python side: numpy for the numbers, OpenCV's conventions for the matrices. */

describe.each(fixture.mulberry32)('the generator, seed $seed', ({ seed, draws }) => {
  it('draws what Python draws', () => {
    const draw = generator(seed)
    expect(draws.map(() => draw())).toEqual(draws)
  })
})

describe.each(fixture.faces)('a misaligned face, $name', ({ landmarks, ied, umeyama, p24, p6, combined }) => {
  const [rightEye, leftEye, noseTip, mouthRight, mouthLeft] = landmarks.map(([x, y]) => point<'source'>(x!, y!))
  const points = { rightEye, leftEye, noseTip, mouthRight, mouthLeft } as FivePoints
  const face: Face = { ...idealFace(similarity(1, 0, 0, 0)), landmarks: points }
  const matrix = (misalignment: Misalignment | null) => {
    const aligned = align(face, { procedure: 'landmarker-5pt', misalignment })
    return 'transform' in aligned ? toMatrix(aligned.transform) : aligned
  }
  const close = (expected: readonly number[]) => expected.map((value) => expect.closeTo(value, 9))

  it('has the eyes as far apart as in Python', () => {
    expect(interEyeDistance(points)).toBeCloseTo(ied, 9)
  })

  it('is aligned as in Python, properly and by every step of the protocols', () => {
    expect(matrix(null)).toEqual(close(umeyama))
    expect(P24).toEqual(p24.map((step) => step.misalignment))
    expect(P6).toEqual(p6.map((step) => step.misalignment))
    for (const step of [...p24, ...p6, combined]) expect(matrix(step.misalignment)).toEqual(close(step.transform))
  })
})

describe('a misalignment in words', () => {
  it.each([
    [{}, 'none'],
    [{ jitter: 0.2, seed: 5 }, 'jitter 20%, seed 5'],
    [{ rotation: -15 }, 'rotation −15°'],
    [{ scale: 0.85 }, 'scale 0.85'],
    [{ shiftX: 0.08 }, 'shift x +8%'],
    [{ rotation: 15, shiftY: -0.08 }, 'rotation +15°, shift y −8%'],
  ])('%j', (change, words) => {
    expect(describeMisalignment({ ...noMisalignment, ...change })).toBe(words)
  })

  it('tells every step of P24 from every other', () => {
    expect(new Set(P24.map(describeMisalignment)).size).toBe(24)
  })
})
