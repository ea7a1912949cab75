import { describe, expect, it } from 'vitest'
import { box } from '#domain/geometry/point.ts'
import { arcFaceTemplate } from '#domain/geometry/template.ts'
import type { EvaluatedSet, FaceImage } from './face-set.ts'
import type { FaceFolder } from './folder/read-folder.ts'
import { setsOf } from './sets.ts'

const image = (file: string, person: string, view: FaceImage['view'] = null, set = 'lfw'): FaceImage => ({
  file,
  path: `/${set}/images/${file}`,
  key: `${set}/${file}`,
  person,
  view,
  // Nothing here looks at where the face is.
  landmarks: arcFaceTemplate as unknown as FaceImage['landmarks'],
  box: box(0, 0, 112, 112),
  confidence: 1,
})

const names = Array.from({ length: 40 }, (_, i) => ['Ann', 'Bob'].map((name) => `${name}/${name}_${i}.jpg`)).flat()
const lfw: FaceFolder = {
  name: 'lfw',
  split: null,
  images: names.map((file) => image(file, file.slice(0, 3))),
  pairs: names.slice(2).flatMap((file, i) => [
    { one: names[i]!, other: file, isGenuine: true, line: 2 * i + 1 },
    { one: names[i + 1]!, other: file, isGenuine: false, line: 2 * i + 2 },
  ]),
  missing: [{ file: 'Cy/Cy_1.jpg', why: 'absent' }],
}

/** Each comparison as its two images' keys, with a mark on degraded ones. */
const comparedIn = ({ images, comparisons }: EvaluatedSet) =>
  Array.from(comparisons.isGenuine, (isGenuine, i) => {
    const [one, other] = [images[comparisons.one[i]!]!, images[comparisons.other[i]!]!]
    return { one, other, isGenuine: isGenuine === 1 }
  })

describe('the sets of a folder with listed pairs', () => {
  const [clean, half, synthetic, unseen] = setsOf(lfw) as [EvaluatedSet, EvaluatedSet, EvaluatedSet, EvaluatedSet]

  it('are clean, half degraded, and with one side degraded in two ways', () => {
    expect(setsOf(lfw).map(({ id, label }) => [id, label])).toEqual([
      ['lfw', 'LFW'],
      ['lfw-d', 'LFW-D'],
      ['lfw-xq-synthetic', 'LFW-XQ-synthetic'],
      ['lfw-xq-unseen', 'LFW-XQ-unseen'],
    ])
    expect(synthetic.describe).toContain('not the data set XQLFW')
    expect(setsOf(lfw).every(({ missing }) => missing === lfw.missing)).toBe(true)
  })

  it('compare what the folder lists', () => {
    for (const set of [clean, half, synthetic, unseen])
      expect(
        comparedIn(set).map(({ one, other, isGenuine }) => ({ one: one.file, other: other.file, isGenuine })),
      ).toEqual(lfw.pairs!.map(({ line: _, ...pair }) => pair))
  })

  it('degrade one side of each pair and never both', () => {
    for (const set of [synthetic, unseen]) {
      const sides = comparedIn(set).map(({ one, other }) => [one, other].map(({ degradation }) => degradation !== null))
      expect(sides.every(([one, other]) => one !== other)).toBe(true)
      const first = sides.filter(([one]) => one).length
      // Of 156; four standard deviations are 25.
      expect(Math.abs(first - 78)).toBeLessThan(25)
    }
    expect(new Set(unseen.images.map(({ degradation }) => degradation?.kinds))).toEqual(new Set(['unseen', undefined]))
  })

  it('hold no version of an image twice', () => {
    for (const set of [clean, half, synthetic, unseen]) {
      const versions = set.images.map(({ key, degradation }) => `${key} ${degradation !== null}`)
      expect(new Set(versions).size).toBe(versions.length)
    }
  })

  it('name each of their images otherwise, by its file where nothing else is called so', () => {
    for (const set of [clean, half, synthetic, unseen]) {
      expect(new Set(set.images.map(({ name }) => name)).size).toBe(set.images.length)
      expect(set.images.every((each) => each.set === set.id)).toBe(true)
    }
    for (const set of [clean, half]) expect(set.images.every(({ name, file }) => name === file)).toBe(true)
    for (const { name, file, degradation } of synthetic.images)
      expect(name).toBe(degradation ? `${file}#degraded` : file)
  })

  it('degrade an image in every set the same way', () => {
    const seeds = new Map(half.images.map(({ key, degradation }) => [key, degradation?.seed]))
    for (const { key, degradation } of synthetic.images)
      if (degradation && seeds.get(key) !== undefined) expect(degradation.seed).toBe(seeds.get(key))
  })
})

it('degrades each of a person’s images whatever becomes of the others', () => {
  const images = Array.from({ length: 4000 }, (_, i) =>
    image(`P${i >> 1}/P${i >> 1}_000${1 + (i % 2)}.jpg`, `P${i >> 1}`),
  )
  const isDegraded = setsOf({ ...lfw, images, pairs: [] })[1]!.images.map(({ degradation }) => degradation !== null)
  const counts = [0, 0, 0]
  for (let i = 0; i < images.length; i += 2) counts[Number(isDegraded[i]) + Number(isDegraded[i + 1])]!++
  // Four standard deviations of a fair coin.
  for (const [count, expected] of [500, 1000, 500].entries())
    expect(Math.abs(counts[count]! - expected)).toBeLessThan(count === 1 ? 90 : 78)
})

describe('the sets of a folder without listed pairs', () => {
  const images = [
    image('1.jpg', '7', 'frontal', 'cfp'),
    image('2.jpg', '7', 'profile', 'cfp'),
    image('3.jpg', '8', 'profile', 'cfp'),
  ]
  const sets = setsOf({ name: 'cfp', split: 'val', images, pairs: null, missing: [] })

  it('choose between the listed impostors and all of their kinds only where these are not the same', () => {
    expect(sets[0]!.impostors).toEqual(['all'])
    const withoutViews = Array.from({ length: 12 }, (_, i) => image(`${i}.jpg`, `${i % 2}`, null, 'celeba'))
    const celeba = setsOf({ name: 'celeba', split: 'val', images: withoutViews, pairs: null, missing: [] })
    expect(celeba.map(({ impostors }) => impostors)).toEqual([['all'], ['all']])
    expect(setsOf(lfw).every(({ impostors }) => impostors.length === 2)).toBe(true)
  })

  it('are clean and half degraded, and named after the split', () => {
    expect(sets.map(({ id, label }) => [id, label])).toEqual([
      ['cfp-val', 'CFP val'],
      ['cfp-val-d', 'CFP-D val'],
    ])
  })

  it('compare frontal with profile', () => {
    expect(comparedIn(sets[0]!).map(({ one, other, isGenuine }) => [one.file, other.file, isGenuine])).toEqual([
      ['1.jpg', '2.jpg', true],
      ['1.jpg', '3.jpg', false],
    ])
  })
})
