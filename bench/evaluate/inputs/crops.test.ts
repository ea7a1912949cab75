import { expect, it } from 'vitest'
import { astronautFace } from '#domain/alignment/astronaut-face.ts'
import { blockMean, fromLevel } from '#domain/geometry/mip.ts'
import type { Raster } from '#domain/geometry/raster.ts'
import { warp } from '#domain/geometry/warp.ts'
import { decodeFile } from '../../rescore/decode.ts'
import { conditions, transformOf } from './conditions.ts'
import { cutCrops, openPicture } from './crops.ts'
import type { SetImage } from './face-set.ts'

const image: SetImage = {
  file: 'astronaut.jpg',
  set: 'photos',
  name: 'astronaut.jpg',
  path: 'e2e/photos/astronaut.jpg',
  key: 'photos/astronaut.jpg',
  person: 'astronaut',
  view: null,
  landmarks: astronautFace.landmarks,
  box: astronautFace.box,
  confidence: 1,
  degradation: null,
}
const transforms = ['proper', 'jitter-20', 'face-box'].map(
  (id) => transformOf(image, conditions.find((condition) => condition.id === id)!, null)!,
)

it('crops of a clean image are those of its pixels', async () => {
  const { raster } = await decodeFile(image.path)
  expect(cutCrops(await openPicture(image), transforms)).toEqual(transforms.map((transform) => warp(raster, transform)))
})

it('crops of a degraded image show the same place, spoilt', async () => {
  const [clean] = cutCrops(await openPicture(image), transforms)
  const picture = await openPicture({ ...image, degradation: { kinds: 'trained', seed: 3 } })
  const [spoilt] = cutCrops(picture, transforms)
  expect([spoilt!.width, spoilt!.height, spoilt!.channels]).toEqual([112, 112, 3])
  expect(Buffer.from(spoilt!.data).equals(Buffer.from(clean!.data))).toBe(false)
})

it('crops of a reduced picture lie where those of the whole lie', async () => {
  const whole = await openPicture(image)
  const reduced = { raster: blockMean(whole.raster, 2), toSource: fromLevel<'working', 'source'>(2) }
  const shifted = { ...reduced, toSource: fromLevel<'working', 'source'>(2.1) }
  const [crop, fromReduced, fromShifted] = [whole, reduced, shifted].map((each) => cutCrops(each, transforms)[0]!)
  expect(meanDifference(crop!, fromReduced!)).toBeLessThan(4)
  expect(meanDifference(crop!, fromShifted!)).toBeGreaterThan(8)
})

const meanDifference = (one: Raster, other: Raster) =>
  Array.from(one.data, (value, i) => Math.abs(value - other.data[i]!)).reduce((sum, value) => sum + value, 0) /
  one.data.length

it('a file that is no picture is refused', async () => {
  await expect(openPicture({ ...image, path: 'README.md' })).rejects.toThrow()
})
