import { beforeAll, describe, expect, it } from 'vitest'
import { astronautFace } from '#domain/alignment/astronaut-face.ts'
import { fivePointNames } from '#domain/alignment/face.ts'
import { generator } from '#domain/alignment/generator.ts'
import { point } from '#domain/geometry/point.ts'
import type { Raster } from '#domain/geometry/raster.ts'
import { apply, scaleOf } from '#domain/geometry/similarity.ts'
import { decodeFile } from '../../../rescore/decode.ts'
import { chosenKinds, degrade, kindsOf, type Picture } from './degrade.ts'
import type { DegradationKind } from './kind.ts'
import { fromSharp, toSharp } from './pixels.ts'

const { landmarks } = astronautFace
/** In the photo's own pixels, as it is held whole. */
const face = landmarks as unknown as Parameters<DegradationKind['apply']>[2]
let photo: Picture
beforeAll(async () => {
  photo = await decodeFile('e2e/photos/astronaut.jpg')
})

/** Root mean square of the changes, in grey levels. */
function changeOf(one: Raster, other: Raster): number {
  const squares = Array.from(one.data, (value, i) => (value - other.data[i]!) ** 2)
  return Math.sqrt(squares.reduce((sum, square) => sum + square) / squares.length)
}

const all = [...kindsOf.trained, ...kindsOf.unseen]

describe('each kind', () => {
  it.each(all.map((kind) => [kind.id, kind] as const))('%s spoils a picture and keeps its size', async (_, kind) => {
    for (const seed of [1, 2, 3]) {
      const spoilt = await kind.apply(photo.raster, generator(seed), face)
      expect([spoilt.width, spoilt.height, spoilt.channels, spoilt.data.length]).toEqual([512, 512, 3, 512 * 512 * 3])
      expect(changeOf(photo.raster, spoilt)).toBeGreaterThan(3)
    }
  })

  it('has an id of its own: no kind of the unseen has been trained with', () => {
    expect(new Set(all.map(({ id }) => id)).size).toBe(all.length)
  })

  it('an occlusion lies on the face', async () => {
    const occlusion = kindsOf.unseen.find(({ id }) => id === 'occlusion')!
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      const { data } = await occlusion.apply(photo.raster, generator(seed), face)
      const isChanged = (x: number, y: number) => data[(y * 512 + x) * 3] !== photo.raster.data[(y * 512 + x) * 3]
      const hidden = fivePointNames.filter((name) => isChanged(landmarks[name].x, landmarks[name].y))
      expect(hidden.length).toBeGreaterThan(0)
      expect(hidden.length).toBeLessThan(5)
      expect(isChanged(20, 20)).toBe(false)
    }
  })
})

describe('degrade', () => {
  it('gives the same bytes for the same seed, and others for another', async () => {
    for (const kinds of ['trained', 'unseen'] as const)
      for (const seed of [1, 2, 3, 4, 5, 6, 7, 8]) {
        const [one, again, other] = await Promise.all(
          [seed, seed, seed + 100].map((each) => degrade(photo, landmarks, { kinds, seed: each })),
        )
        expect(Buffer.from(one!.raster.data).equals(Buffer.from(again!.raster.data))).toBe(true)
        expect(Buffer.from(one!.raster.data).equals(Buffer.from(other!.raster.data))).toBe(false)
      }
  })

  it('leaves the picture that it is given', async () => {
    const before = Buffer.from(photo.raster.data)
    for (const { apply: spoil } of all) await spoil(photo.raster, generator(1), face)
    expect(Buffer.from(photo.raster.data).equals(before)).toBe(true)
  })

  it('leaves pictures with faces as large as the data sets’ at their size', async () => {
    const { raster, toSource } = await degrade(photo, landmarks, { kinds: 'trained', seed: 1 })
    expect(raster.width).toBe(512)
    expect(toSource).toEqual(photo.toSource)
  })

  it('reduces a larger face first, and knows the way back', async () => {
    const factor = 5
    const size = 512 * factor
    const enlarged = await fromSharp(toSharp(photo.raster).resize(size, size))
    const points = Object.fromEntries(
      fivePointNames.map((name) => [name, point(landmarks[name].x * factor, landmarks[name].y * factor)]),
    ) as unknown as typeof landmarks
    const { raster, toSource } = await degrade({ ...photo, raster: enlarged }, points, { kinds: 'trained', seed: 1 })
    // 210 pixels between the eyes, and so four times 48.
    expect(raster.width).toBe(size / 4)
    expect(scaleOf(toSource)).toBe(4)
    expect(apply(toSource, point<'working'>(0, 0))).toEqual(point(1.5, 1.5))
  })

  it('chooses each kind as often, and two different ones in three of ten', () => {
    const choices = Array.from({ length: 3000 }, (_, seed) => chosenKinds(kindsOf.trained, generator(seed)))
    const two = choices.filter(({ length }) => length === 2)
    expect(choices.every(({ length }) => length === 1 || length === 2)).toBe(true)
    expect(two.every(([one, other]) => one !== other)).toBe(true)
    expect(Math.abs(two.length / choices.length - 0.3)).toBeLessThan(0.034)
    for (const kind of kindsOf.trained) {
      const share = choices.filter(([first]) => first === kind).length / choices.length
      expect(Math.abs(share - 1 / 6)).toBeLessThan(0.028)
    }
  })
})
