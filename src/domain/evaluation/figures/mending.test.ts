import { describe, expect, it } from 'vitest'
import { ownKinds } from '../verification/own-kind.ts'
import { verify } from '../verification/verify.ts'
import { ratesOf } from './mending.ts'

const cos = (degrees: number) => Math.cos((degrees * Math.PI) / 180)

// Three persons of four images each; whom an image shows is seen by its angle.
const persons = [0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2]
const pairs = persons.flatMap((one, a) =>
  persons.flatMap((other, b) => (a < b && one === other ? [[a, b] as const] : [])),
)
const comparisons = {
  one: Uint32Array.from(pairs, ([a]) => a),
  other: Uint32Array.from(pairs, ([, b]) => b),
  isGenuine: new Uint8Array(pairs.length).fill(1),
}

const seen = (change: Readonly<Record<number, number>> = {}) =>
  verify(
    comparisons,
    {
      embeddings: {
        dimension: 2,
        values: Float32Array.from(
          persons.flatMap((person, image) => {
            const angle = 120 * person + image + (change[image] ?? 0)
            return [cos(angle), cos(90 - angle)]
          }),
        ),
      },
      persons,
      isUsable: persons.map(() => 1),
      own: ownKinds(
        persons.map(() => ''),
        comparisons,
      ),
      fmr: 0.07,
    },
    'all',
    { replicates: 300, seed: 1 },
  )!

describe('mending', () => {
  const proper = seen()
  // As cut, the first image of each of the first two persons looks like the next person's; mended, only the very first does.
  const rates = ratesOf({ proper, asCut: seen({ 0: 125, 4: 125 }), mended: seen({ 0: 125 }) })

  it('keeps the threshold of the proper crops, and counts errors of either kind at it', () => {
    expect(rates).toMatchObject({ genuine: 18, impostor: 48, threshold: proper.threshold, too_few_impostors: true })
    expect(rates.proper).toMatchObject({ fnmr: { value: 0 }, fmr: { value: 3 / 48 } })
    // Each of the two fails with its person's three others, and matches the next person's.
    expect(rates.as_cut.fnmr.value).toBeCloseTo(6 / 18)
    expect(rates.mended.fnmr.value).toBeCloseTo(3 / 18)
    expect(rates.as_cut.fmr.value).toBeGreaterThan(rates.mended.fmr.value)
    expect(rates.mended.fmr.value).toBeGreaterThan(rates.proper.fmr.value)
  })

  it('has intervals around the rates, and a paired one of what mending gains', () => {
    for (const { value, low, high } of [rates.as_cut.fnmr, rates.mended.fnmr, rates.as_cut.fmr, rates.mended.fmr]) {
      expect(low).toBeLessThanOrEqual(value)
      expect(high).toBeGreaterThanOrEqual(value)
      expect(high).toBeGreaterThan(low!)
    }
    expect(rates.proper.fmr).toMatchObject({ low: null, high: null })
    expect(rates.gain.difference).toBeCloseTo(-3 / 18)
    expect(rates.gain.interval!.low).toBeLessThan(-3 / 18)
    expect(rates.gain.interval!.high).toBeLessThanOrEqual(0)
  })

  it('changes nothing where crops stay what they are', () => {
    const { as_cut, mended, gain } = ratesOf({ proper, asCut: proper, mended: proper })
    expect([as_cut.fnmr.value, as_cut.fmr.value]).toEqual([0, 3 / 48])
    expect(mended).toEqual(as_cut)
    expect(gain).toEqual({ difference: 0, interval: { low: 0, high: 0 } })
  })
})
