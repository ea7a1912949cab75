import { readFileSync } from 'node:fs'
import sharp from 'sharp'
import { describe, expect, it } from 'vitest'
import { fakeCamera } from './fake-camera.ts'

/** A busy machine takes its time over a hundred pictures. */
const SLOW_MS = 60_000

const END_OF_IMAGE = Buffer.from([0xff, 0xd9])

function framesOf(path: string): Buffer[] {
  const bytes = readFileSync(path)
  const frames: Buffer[] = []
  for (let from = 0; from < bytes.length; ) {
    const end = bytes.indexOf(END_OF_IMAGE, from) + END_OF_IMAGE.length
    frames.push(bytes.subarray(from, end))
    from = end
  }
  return frames
}

/** Mean difference between pixels side by side: what a blur takes away. */
async function contrastOf(frame: Buffer): Promise<number> {
  const { data, info } = await sharp(frame).greyscale().raw().toBuffer({ resolveWithObject: true })
  expect([info.width, info.height]).toEqual([640, 480])
  let sum = 0
  for (let i = 1; i < data.length; i++) sum += Math.abs(data[i]! - data[i - 1]!)
  return sum / data.length
}

describe('the fake camera', () => {
  it(
    'shows its scenes one after the other, at 30 frames a second',
    async () => {
      const frames = framesOf(
        await fakeCamera({
          scenes: [
            { show: 'sharp', seconds: 1 },
            { show: 'blurred', seconds: 0.5 },
            { show: 'gone', seconds: 0.5 },
          ],
        }),
      )
      expect(frames).toHaveLength(60)
      const [sharpest, blurred, gone] = await Promise.all([0, 30, 45].map((index) => contrastOf(frames[index]!)))
      expect(blurred!).toBeLessThan(sharpest! / 2)
      expect(gone!).toBeLessThan(blurred!)
      expect(frames[1]).not.toEqual(frames[0])
    },
    SLOW_MS,
  )

  it(
    'is made once for the same scenes',
    async () => {
      const make = (seconds: number) => fakeCamera({ scenes: [{ show: 'gone', seconds }] })
      expect(await make(0.1)).toBe(await make(0.1))
      expect(await make(0.2)).not.toBe(await make(0.1))
    },
    SLOW_MS,
  )
})
