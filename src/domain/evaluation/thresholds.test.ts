import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { countEffects, thresholdEffects } from './thresholds.ts'
import { ownKinds } from './verification/own-kind.ts'
import { verify } from './verification/verify.ts'

// Ann on images 0 to 2, Bob on 3 and 4. No score: image 5.
const scores = [10, 50, 90.5, 60, 100, Number.NaN]
const persons = [0, 0, 0, 1, 1, 2]
// Ann's first picture looks like nobody's, the others of a person are alike. The impostor is unlike both.
const cos = (degrees: number) => Math.cos((degrees * Math.PI) / 180)
const angles = [180, 0, 5, 90, 95, 0]
const comparisons = {
  one: Uint32Array.of(0, 1, 3, 2),
  other: Uint32Array.of(1, 2, 4, 3),
  isGenuine: Uint8Array.of(1, 1, 1, 0),
}
const verification = verify(
  comparisons,
  {
    embeddings: {
      dimension: 2,
      values: Float32Array.from(angles.flatMap((angle) => [cos(angle), cos(90 - angle)])),
    },
    persons,
    isUsable: [1, 1, 1, 1, 1, 0],
    own: ownKinds(Array(6).fill(''), comparisons),
    fmr: 1e-3,
  },
  'listed',
  { replicates: 500, seed: 1 },
)!

describe('what a threshold does', () => {
  const { discarded, kept, fnmr, low, high } = thresholdEffects(scores, verification, persons)
  const at = (threshold: number) => [discarded[threshold], kept[threshold], fnmr[threshold]]

  it('keeps a face from its score on, and a comparison with both its faces', () => {
    expect(at(0)).toEqual([0, 1, 1 / 3])
    expect(at(10)).toEqual([0, 1, 1 / 3])
    expect(at(11)).toEqual([1 / 5, 2 / 3, 0])
    expect(at(50)).toEqual([1 / 5, 2 / 3, 0])
    expect(at(60)).toEqual([2 / 5, 1 / 3, 0])
    expect(at(61)).toEqual([3 / 5, 0, null])
    expect(at(100)).toEqual([4 / 5, 0, null])
  })

  it('spreads with the persons drawn', () => {
    // Only draws of both have an impostor, and so a threshold: each then counts once.
    expect([low[0], high[0]]).toEqual([1 / 3, 1 / 3])
  })

  it('admits, where no error is left, what so few persons cannot rule out', () => {
    expect([low[11], low[60], low[61]]).toEqual([0, 0, null])
    expect(high[11]).toBeCloseTo(1 - Math.sqrt(0.025), 12)
    expect(high[60]).toBeCloseTo(0.975, 12)
    expect(high[61]).toBeNull()
  })

  it('is what counting says', () =>
    fc.assert(
      fc.property(
        fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 2, maxLength: 12 }),
        fc.array(fc.tuple(fc.nat(), fc.nat(), fc.boolean()), { minLength: 1, maxLength: 20 }),
        fc.nat({ max: 100 }),
        (made, pairs, threshold) => {
          const listed = pairs.map(([a, b, isWrong]) => [a % made.length, b % made.length, isWrong] as const)
          const found = countEffects(made, {
            one: Uint32Array.from(listed, ([a]) => a),
            other: Uint32Array.from(listed, ([, b]) => b),
            isFalseNonMatch: Uint8Array.from(listed, ([, , isWrong]) => Number(isWrong)),
          })
          const left = listed.filter(([a, b]) => made[a]! >= threshold && made[b]! >= threshold)
          expect(found.kept[threshold]).toBe(left.length / listed.length)
          expect(found.fnmr[threshold]).toBe(
            left.length > 0 ? left.filter(([, , isWrong]) => isWrong).length / left.length : null,
          )
          expect(found.discarded[threshold]).toBe(made.filter((score) => score < threshold).length / made.length)
        },
      ),
    ))
})
