import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { allImpostors } from './all-impostors.ts'
import { createHighest } from './highest.ts'
import { listedImpostors } from './impostors.ts'
import { verify } from './verify.ts'

const cos = (degrees: number) => Math.cos((degrees * Math.PI) / 180)

/** Unit vectors on a circle. */
const circle = (degrees: readonly number[]) => ({
  dimension: 2,
  values: Float32Array.from(degrees.flatMap((angle) => [cos(angle), cos(90 - angle)])),
})

// Ann at 0, 10 and 90 degrees, Bob at 80 and 100.
const persons = [0, 0, 0, 1, 1]
const comparisons = {
  one: Uint32Array.of(0, 0, 3, 1, 0),
  other: Uint32Array.of(1, 2, 4, 3, 4),
  isGenuine: Uint8Array.of(1, 1, 1, 0, 0),
}
const compared = { embeddings: circle([0, 10, 90, 80, 100]), persons, isUsable: [1, 1, 1, 1, 1], fmr: 1e-3 }

describe('verification', () => {
  it('with the listed impostors is right by hand', () => {
    // Impostors 70 and 100 degrees apart: the threshold is just above cos 70. Ann at 0 and 90 do not match.
    const { threshold, impostor, genuine, harms } = verify(comparisons, compared, 'listed')!
    expect(threshold).toBeCloseTo(cos(70), 6)
    expect(impostor).toBe(2)
    expect([...genuine.isFalseNonMatch]).toEqual([0, 1, 0])
    // Ann at 90 has no impostor comparison.
    expect(harms.map(({ image, errors }) => [image, errors])).toEqual([
      [0, 1],
      [1, 0],
      [3, 0],
      [4, 0],
    ])
    const margins = [cos(90) - cos(100), cos(10) - cos(70), cos(20) - cos(70), cos(20) - cos(100)]
    harms.forEach(({ margin }, i) => {
      expect(margin).toBeCloseTo(margins[i]!, 6)
    })
  })

  it('with all impostors counts the false matches too', () => {
    // 80, 100, 70, 90, 10 and 10 degrees apart: at an FMR of one in three both of 10 may match.
    const { threshold, impostor, genuine, harms } = verify(comparisons, { ...compared, fmr: 0.34 }, 'all')!
    expect(impostor).toBe(6)
    expect(threshold).toBeGreaterThan(cos(70))
    expect(threshold).toBeLessThan(cos(10))
    expect([...genuine.isFalseNonMatch]).toEqual([0, 1, 0])
    expect(harms.map(({ errors }) => errors)).toEqual([1, 0, 3, 1, 1])
  })

  it('leaves out what is not usable', () => {
    const { impostor, genuine, harms } = verify(comparisons, { ...compared, isUsable: [1, 1, 0, 1, 1] }, 'all')!
    expect(impostor).toBe(4)
    expect([...genuine.one]).toEqual([0, 3])
    expect(harms.map(({ image }) => image)).toEqual([0, 1, 3, 4])
  })

  it.each(['listed', 'all'] as const)('is none without impostors: %s', (choice) => {
    expect(verify(comparisons, { ...compared, isUsable: [1, 1, 1, 0, 0] }, choice)).toBeNull()
  })

  it('is none without genuine comparisons', () => {
    expect(verify(comparisons, { ...compared, isUsable: [1, 0, 0, 1, 0] }, 'listed')).toBeNull()
  })
})

describe('all impostors', () => {
  const anySet = fc.record({
    images: fc.array(
      fc.record({
        person: fc.nat({ max: 4 }),
        vector: fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 3, maxLength: 3 }),
        isUsable: fc.boolean(),
      }),
      { minLength: 1, maxLength: 14 },
    ),
    fmr: fc.double({ min: 0, max: 0.9, noNaN: true }),
  })

  it('are what listing them all gives', () =>
    fc.assert(
      fc.property(anySet, ({ images, fmr }) => {
        const pairs = images.flatMap((one, a) =>
          images.slice(a + 1).flatMap((other, i) => (one.person === other.person ? [] : [[a, a + 1 + i] as const])),
        )
        const everyone = {
          one: Uint32Array.from(pairs, ([a]) => a),
          other: Uint32Array.from(pairs, ([, b]) => b),
          isGenuine: new Uint8Array(pairs.length),
        }
        const made = {
          embeddings: { dimension: 3, values: Float32Array.from(images.flatMap(({ vector }) => vector)) },
          persons: images.map(({ person }) => person),
          isUsable: images.map(({ isUsable }) => isUsable),
          fmr,
        }
        expect(allImpostors(made)).toEqual(listedImpostors(everyone, made))
      }),
    ))
})

describe('the highest similarities', () => {
  it('are kept, however many pass by', () => {
    const highest = createHighest(3)
    // In an order that is neither rising nor falling: 7919 is prime to 10007.
    for (let i = 0; i < 10_007; i++) highest.add((i * 7919) % 10_007, i, i + 1)
    const { similarities, one, other } = highest.first()
    expect([...similarities]).toEqual([10_006, 10_005, 10_004])
    one.forEach((i, place) => {
      expect([(i * 7919) % 10_007, other[place]]).toEqual([similarities[place], i + 1])
    })
  })
})
