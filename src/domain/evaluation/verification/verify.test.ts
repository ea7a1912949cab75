import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { drawsOf } from '../bootstrap.ts'
import { allImpostors } from './all-impostors.ts'
import { createHighest } from './highest.ts'
import { listedImpostors } from './impostors.ts'
import { ownKinds } from './own-kind.ts'
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
const compared = {
  embeddings: circle([0, 10, 90, 80, 100]),
  persons,
  isUsable: [1, 1, 1, 1, 1],
  own: ownKinds(Array(5).fill(''), comparisons),
  fmr: 1e-3,
}
const draws = { replicates: 200, seed: 1 }

describe('verification', () => {
  it('with the listed impostors is right by hand', () => {
    // Impostors 70 and 100 degrees apart: the threshold is just above cos 70. Ann at 0 and 90 do not match.
    const { threshold, impostor, genuine, harms } = verify(comparisons, compared, 'listed', draws)!
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
    const found = verify(comparisons, { ...compared, fmr: 0.34 }, 'all', draws)!
    const { threshold, impostor, falseMatches, genuine, harms } = found
    expect([impostor, falseMatches]).toEqual([6, 2])
    expect(threshold).toBeCloseTo(cos(70), 6)
    expect([...genuine.isFalseNonMatch]).toEqual([0, 1, 0])
    expect(harms.map(({ errors }) => errors)).toEqual([1, 0, 3, 1, 1])
  })

  it('leaves out what is not usable', () => {
    const { impostor, genuine, harms } = verify(comparisons, { ...compared, isUsable: [1, 1, 0, 1, 1] }, 'all', draws)!
    expect(impostor).toBe(4)
    expect([...genuine.one]).toEqual([0, 3])
    expect(harms.map(({ image }) => image)).toEqual([0, 1, 3, 4])
  })

  it.each(['listed', 'all'] as const)('is none without impostors: %s', (choice) => {
    expect(verify(comparisons, { ...compared, isUsable: [1, 1, 1, 0, 0] }, choice, draws)).toBeNull()
  })

  it('is none without genuine comparisons', () => {
    expect(verify(comparisons, { ...compared, isUsable: [1, 0, 0, 1, 0] }, 'listed', draws)).toBeNull()
  })
})

describe('a bootstrap of a verification', () => {
  it('draws impostors too, and sets the threshold by them', () => {
    const { bootstrap } = verify(comparisons, { ...compared, fmr: 0.34 }, 'all', draws)!
    // Of Ann alone or Bob alone there is no impostor; such a draw says nothing. Else each counts once.
    const mixed = Array.from(drawsOf(persons, draws), ([ann]) => ann).filter((times) => times === 1).length
    expect(mixed).toBeGreaterThan(50)
    const found = bootstrap(({ drawn, threshold, weights, isFalseNonMatch }) => [
      ...drawn,
      threshold,
      ...weights,
      ...isFalseNonMatch,
    ])
    expect(found).toHaveLength(mixed)
    for (const replicate of found) expect(replicate).toEqual([1, 1, expect.closeTo(cos(70), 6), 1, 1, 1, 0, 1, 0])
  })

  it('counts a comparison as often as its two persons together, and its genuine ones once a person', () => {
    // Cy at 0 is like Ann at 0, Bob at 90 like Ann at 90: who is drawn how often decides how many impostors are alike.
    const three = {
      embeddings: circle([0, 2, 90, 94, 1]),
      persons: [0, 0, 1, 1, 2],
      isUsable: [1, 1, 1, 1, 1],
      own: ownKinds(Array(5).fill(''), comparisons),
      fmr: 0.34,
    }
    const pairs = { one: Uint32Array.of(0, 2), other: Uint32Array.of(1, 3), isGenuine: Uint8Array.of(1, 1) }
    const { bootstrap } = verify(pairs, three, 'all', draws)!
    const found = bootstrap(({ drawn, threshold, weights }) => [...drawn, threshold, ...weights])
    const thresholdOf = (...counts: readonly number[]) =>
      found.find((replicate) => counts.every((count, person) => replicate[person] === count))?.slice(3)
    // Of 8 impostors two may match, and Ann and Cy give just two.
    expect(thresholdOf(1, 1, 1)).toEqual([expect.closeTo(cos(88), 6), 1, 1])
    // Twice Ann, no Cy: of 8, two may match; all are of weight 2.
    expect(thresholdOf(2, 1, 0)).toEqual([expect.closeTo(cos(90), 6), 2, 1])
    // Twice Ann, no Bob: of 4 one may match, and all are of weight 2.
    expect(thresholdOf(2, 0, 1)).toEqual([expect.closeTo(cos(1), 6), 2, 0])
    // Without impostors there is no draw.
    expect(thresholdOf(0, 0, 3)).toBeUndefined()
  })
})

describe('all impostors', () => {
  const anySet = fc.record({
    images: fc.array(
      fc.record({
        person: fc.nat({ max: 4 }),
        vector: fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 3, maxLength: 3 }),
        isUsable: fc.boolean(),
        kind: fc.constantFrom('clean', 'degraded', 'profile'),
      }),
      { minLength: 1, maxLength: 14 },
    ),
    /** The kinds of which genuine pairs are listed. */
    listed: fc.uniqueArray(fc.constantFrom<string>('clean clean', 'clean degraded', 'degraded profile'), {
      minLength: 1,
    }),
    fmr: fc.double({ min: 0, max: 0.9, noNaN: true }),
  })

  const none = { thresholdOf: null, falseMatchRates: null }

  it('are what listing them all gives, and none is of other kinds than the genuine comparisons', () =>
    fc.assert(
      fc.property(anySet, fc.array(fc.nat({ max: 3 }), { minLength: 5, maxLength: 5 }), (made, drawn) => {
        const { images, listed, fmr } = made
        const kindsOf = (a: number, b: number) => [images[a]!.kind, images[b]!.kind].sort().join(' ')
        const pairs = images.flatMap((one, a) =>
          images.slice(a + 1).map((other, i) => [a, a + 1 + i, one.person === other.person] as const),
        )
        const genuine = pairs.filter(([a, b, isGenuine]) => isGenuine && listed.includes(kindsOf(a, b)))
        const ofGenuine = new Set(genuine.map(([a, b]) => kindsOf(a, b)))
        const impostors = pairs.filter(([a, b, isGenuine]) => !isGenuine && ofGenuine.has(kindsOf(a, b)))
        const comparisonsOf = (some: typeof pairs) => ({
          one: Uint32Array.from(some, ([a]) => a),
          other: Uint32Array.from(some, ([, b]) => b),
          isGenuine: Uint8Array.from(some, ([, , isGenuine]) => Number(isGenuine)),
        })
        const everyone = {
          embeddings: { dimension: 3, values: Float32Array.from(images.flatMap(({ vector }) => vector)) },
          persons: images.map(({ person }) => person),
          isUsable: images.map(({ isUsable }) => isUsable),
          own: ownKinds(
            images.map(({ kind }) => kind),
            comparisonsOf(genuine),
          ),
          fmr,
        }
        const { thresholdOf, falseMatchRates, ...found } = allImpostors(everyone) ?? none
        const expected = listedImpostors(comparisonsOf(impostors), everyone) ?? none
        const { thresholdOf: _, falseMatchRates: __, ...figures } = expected
        expect(found).toEqual(figures)
        expect(thresholdOf?.(drawn)).toBe(expected.thresholdOf?.(drawn))
        for (const times of [null, drawn])
          for (const threshold of [-1, 0, 5])
            expect(falseMatchRates?.(-1)(threshold, times)).toBe(expected.falseMatchRates?.(-1)(threshold, times))
      }),
    ))

  it('of clean images against degraded ones are that, and nothing else', () => {
    // Two persons, clean and degraded; the degraded look alike, whoever is on them.
    const pairs = { one: Uint32Array.of(0, 2), other: Uint32Array.of(1, 3), isGenuine: Uint8Array.of(1, 1) }
    const kinds = ['clean', 'degraded', 'clean', 'degraded']
    const made = {
      embeddings: circle([0, 50, 90, 50]),
      persons: [0, 0, 1, 1],
      isUsable: [1, 1, 1, 1],
      fmr: 1e-3,
    }
    const across = allImpostors({ ...made, own: ownKinds(kinds, pairs) })!
    expect([across.count, across.threshold]).toEqual([2, expect.closeTo(cos(40), 6)])
    const any = allImpostors({ ...made, own: ownKinds(Array(4).fill(''), pairs) })!
    expect([any.count, any.threshold]).toEqual([4, expect.closeTo(1, 6)])
  })

  it('know the threshold of a draw whose highest comparisons do not count', () => {
    // 60 persons alike, whom nobody draws, above 60 others: what is drawn lies below all that is kept at first.
    const count = 120
    const angles = Array.from({ length: count }, (_, i) => (i < 60 ? i / 100 : 60 + i))
    const pairs = { one: Uint32Array.of(0), other: Uint32Array.of(1), isGenuine: Uint8Array.of(1) }
    const made = {
      embeddings: circle(angles),
      persons: angles.map((_, i) => i),
      isUsable: angles.map(() => 1),
      own: ownKinds(Array(count).fill(''), pairs),
      fmr: 0,
    }
    const drawn = angles.map((_, i) => (i < 60 ? 0 : 1))
    expect(allImpostors(made)!.thresholdOf(drawn)).toBeCloseTo(cos(1), 6)
  })
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
