import sharp from 'sharp'
import { bilinear, type Picture, paint } from '../samples/picture.ts'
import { beforeTurn } from './turn.ts'

/** NASA's portrait of Eileen Collins, 512 × 512, public domain. */
export const PORTRAIT = new URL('../../public/samples/straight.jpg', import.meta.url)

export const FRAME = { width: 640, height: 480 }

/** How far a scene reaches beyond the frame on each side, so that the frame can drift over it. */
export const MARGIN = 8

const size = { width: FRAME.width + 2 * MARGIN, height: FRAME.height + 2 * MARGIN }

/** Parts of the portrait: head and shoulders, the head alone, and a piece of the wall behind. */
const BUST = { left: 93, top: 4, width: 264, height: 200 }
const HEAD = { left: 140, top: 20, width: 170, height: 190 }
const WALL = { left: 72, top: 4, width: 76, height: 57 }

/** The tip of the nose in the sharp scene. */
const NOSE = { x: 330, y: 320 }

/** Of a radius at which the pose measured of the turned face is some 30°. */
const HEAD_RELIEF = { radius: 125, distance: 900 }

const part = (region: sharp.Region, to: sharp.ResizeOptions) =>
  sharp(PORTRAIT.pathname)
    .extract(region)
    .resize({ ...to, fit: 'fill' })

/** What the camera can see. Every face is the same one. */
export const scenes = {
  /** Looks ahead, lit well and large enough. */
  sharp: () => pictureOf(part(BUST, size)),
  /** Out of focus. */
  blurred: async () => pictureOf(part(BUST, size).blur(10)),
  /** The head turned to the person’s left. */
  turned: async () => {
    const picture = bilinear(await scenes.sharp())
    const wall = bilinear(await scenes.gone())
    return paint(size.width, size.height, (x, y, out) => {
      const before = beforeTurn(HEAD_RELIEF, 40, { x: x - NOSE.x, y: y - NOSE.y })
      const from = before && { x: before.x + NOSE.x, y: before.y + NOSE.y }
      if (from && from.x >= 0 && from.x < size.width && from.y >= 0 && from.y < size.height)
        picture(from.x, from.y, out)
      else wall(x, y, out)
    })
  },
  /** Nobody is there. */
  gone: () => pictureOf(part(WALL, size)),
  /** Two heads, one clearly larger. */
  two: async () => {
    const [large, small] = await Promise.all(
      [300, 190].map((width) => part(HEAD, { width, height: Math.round(width * 1.12) }).toBuffer()),
    )
    return pictureOf(
      part(WALL, size).composite([
        { input: large!, left: 30, top: 90 },
        { input: small!, left: 420, top: 130 },
      ]),
    )
  },
} satisfies Record<string, () => Promise<Picture>>

async function pictureOf(image: sharp.Sharp): Promise<Picture> {
  const { data, info } = await image.removeAlpha().raw().toBuffer({ resolveWithObject: true })
  return { width: info.width, height: info.height, data: new Uint8ClampedArray(data) }
}
