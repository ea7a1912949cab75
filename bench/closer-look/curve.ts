import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import sharp from 'sharp'
import { generator } from '#domain/alignment/generator.ts'
import { root, withSourcePage } from '../source-page.ts'
import { type MarkedFace, readMarked } from './marked.ts'
import type { Looked } from './worker.ts'

/** Collages of this size, with a face a cell, are what the search is tried on. */
const collage = { width: 1600, height: 1200, cell: 200 } as const
const collages = 12
/** Widths of the faces' boxes, evenly spread in their logarithm. */
const widths = { from: 28, to: 112 } as const
/** Width of the detector's box, in inter-eye distances. */
const boxOfEyes = 2.36

interface Place {
  readonly x: number
  readonly y: number
  readonly width: number
}

/**
 * What a threshold of the closer look, and one of the first detection, misses and lets pass.
 * @param data   folders in the layout of the evaluation's, whose faces of split `val` are put on collages
 * @param plain  a folder of pictures without a face
 */
export async function benchCloserLook(data: readonly string[], plain: string): Promise<object> {
  const faces = data.flatMap(readMarked)
  const grounds = readdirSync(plain).map((file) => join(plain, file))
  const folder = join(root, '.cache/closer-look')
  mkdirSync(folder, { recursive: true })
  try {
    return await withSourcePage('bench/closer-look/page.html', [], (page) => lookAtAll(page, folder, faces, grounds))
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** Collages of the faces, and the pictures without one, in turn written to `folder` and looked at. */
async function lookAtAll(
  page: Page,
  folder: string,
  faces: readonly MarkedFace[],
  grounds: readonly string[],
): Promise<object> {
  await page.waitForFunction(() => 'looks' in globalThis)
  await page.evaluate(() => globalThis.looks.start())
  const lookAt = async (image: sharp.Sharp): Promise<readonly Looked[]> => {
    await image.png().toFile(join(folder, 'picture.png'))
    return page.evaluate(() => globalThis.looks.look('/.cache/closer-look/picture.png'))
  }

  const found: Looked[] = []
  let all = 0
  for (let index = 0; index < collages; index++) {
    process.stderr.write(`Collage ${index + 1} of ${collages}.\n`)
    const { image, places } = await makeCollage(faces, grounds[index % grounds.length]!, generator(index + 1))
    const looked = await lookAt(image)
    all += places.length
    for (const place of places) {
      const own = looked.filter((each) => isAt(each, place))
      if (own.length > 0) found.push(own.reduce((one, other) => (other.look > one.look ? other : one)))
    }
  }
  const others: Looked[] = []
  for (const ground of grounds) {
    process.stderr.write(`${ground}\n`)
    others.push(...(await lookAt(plainPicture(ground))))
  }
  const curve = [0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.85, 0.9].map((threshold) => ({
    threshold,
    missed: found.filter(({ look }) => look < threshold).length,
    false: others.filter(({ look }) => look >= threshold).length,
    missed_first: found.filter(({ first }) => first < threshold).length,
    false_first: others.filter(({ first }) => first >= threshold).length,
  }))
  return { faces: all, proposed: found.length, plain: grounds.length, others: others.length, curve }
}

const plainPicture = (path: string) => sharp(path).toColourspace('srgb').flatten().resize({ width: collage.width })

async function makeCollage(faces: readonly MarkedFace[], ground: string, draw: () => number) {
  const { width, height, cell } = collage
  const places: Place[] = []
  const parts: sharp.OverlayOptions[] = []
  for (let index = 0; index < (width * height) / cell ** 2; index++) {
    const face = faces[Math.floor(draw() * faces.length)]!
    const { width: fullWidth, height: fullHeight } = await sharp(face.path).metadata()
    const wanted = widths.from * (widths.to / widths.from) ** draw()
    const scale = Math.min(wanted / (boxOfEyes * face.eyes), (cell - 4) / Math.max(fullWidth, fullHeight))
    const side = Math.max(8, Math.round(fullWidth * scale))
    const { data, info } = await sharp(face.path).resize({ width: side }).toBuffer({ resolveWithObject: true })
    const left = (index % (width / cell)) * cell + Math.floor(draw() * (cell - info.width))
    const top = Math.floor(index / (width / cell)) * cell + Math.floor(draw() * (cell - info.height))
    parts.push({ input: data, left, top })
    places.push({ x: left + face.x * scale, y: top + face.y * scale, width: boxOfEyes * face.eyes * scale })
  }
  const back = await plainPicture(ground).resize(width, height, { fit: 'fill' }).png().toBuffer()
  const drawn = await sharp(back).composite(parts).png().toBuffer()
  return { image: sharp(drawn), places }
}

/** Whether a detection is of the face at a place. */
function isAt({ box }: Looked, { x, y, width }: Place): boolean {
  const apart = Math.hypot(box.x + box.width / 2 - x, box.y + box.height / 2 - y)
  return apart < width / 2 && box.width > 0.4 * width && box.width < 2.2 * width
}
