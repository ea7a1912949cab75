import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import sharp from 'sharp'
import { headlessBrowser } from '../score/browser/headless-browser.ts'
import { servePages } from '../score/browser/page-server.ts'
import { filePhoto } from '../score/inputs/photo.ts'
import { quantile } from './statistics.ts'

/** A photo of the astronaut's face on a ground that has detail everywhere, as a photo has, and no other face. */
interface Scene {
  readonly width: number
  readonly height: number
  /** How many faces, and how many pixels lie between the eyes of each. */
  readonly faces: number
  readonly eyes: number
}

const scenes: readonly Scene[] = [
  { width: 1280, height: 960, faces: 0, eyes: 0 },
  { width: 1280, height: 960, faces: 1, eyes: 160 },
  { width: 1280, height: 960, faces: 6, eyes: 24 },
  { width: 4000, height: 3000, faces: 0, eyes: 0 },
  { width: 4000, height: 3000, faces: 1, eyes: 500 },
  { width: 4000, height: 3000, faces: 1, eyes: 30 },
  { width: 4000, height: 3000, faces: 1, eyes: 14 },
  { width: 4000, height: 3000, faces: 6, eyes: 60 },
  { width: 12_000, height: 2000, faces: 1, eyes: 60 },
]

/** The first run of each fills caches and is left out. */
const runs = 3

const astronaut = 'e2e/photos/astronaut.jpg'
/** The part of the astronaut that holds her head, and the pixels between her eyes. */
const head = { left: 140, top: 20, width: 170, height: 190 }
const headEyes = 43.4

/** What one scene took. */
interface Timed extends Scene {
  readonly megapixels: number
  readonly found: number
  /** Median from the file to its faces, decoding included. */
  readonly ms: number
}

/** Times the search for faces, decoding included, in the production build, by megapixels, faces and their size. */
export async function benchFind(): Promise<object> {
  const folder = mkdtempSync(join(tmpdir(), 'plumb-find-'))
  try {
    const pathOf = (index: number) => join(folder, `${index}.jpg`)
    for (const [index, scene] of scenes.entries()) await (await draw(scene)).jpeg({ quality: 90 }).toFile(pathOf(index))
    const server = await servePages()
    const browser = headlessBrowser(server, { backend: 'wasm', student: null })
    try {
      const timed: Timed[] = []
      for (const [index, scene] of scenes.entries()) {
        const times: number[] = []
        let found = 0
        for (let run = 0; run <= runs; run++) {
          const start = performance.now()
          // Each run has an address of its own, so that nothing of it is decoded before.
          const photo = await filePhoto({ path: pathOf(index), name: String(index) }).open()
          const { faces, failure } = await browser.find(photo)
          if (failure !== null) throw new Error(failure)
          times.push(performance.now() - start)
          found = faces.length
        }
        const ms = Math.round(quantile(times.slice(1), 0.5))
        const megapixels = Number(((scene.width * scene.height) / 1e6).toFixed(1))
        timed.push({ ...scene, megapixels, found, ms })
        process.stderr.write(
          `${megapixels} MP, ${found} of ${scene.faces} faces, ${scene.eyes} px between the eyes: ${ms} ms\n`,
        )
      }
      return { scenes: timed }
    } finally {
      await browser.close()
      server.close()
    }
  } finally {
    rmSync(folder, { recursive: true })
  }
}

/** The jumper of the portrait below the head, repeated, is a ground with detail. */
async function draw({ width, height, faces, eyes }: Scene): Promise<sharp.Sharp> {
  const cloth = await sharp(astronaut).extract({ left: 0, top: 300, width: 512, height: 212 }).blur(1).toBuffer()
  const ground = sharp({ create: { width, height, channels: 3, background: '#888' } })
  const size = Math.round((head.width * eyes) / headEyes)
  const one = faces > 0 ? await sharp(astronaut).extract(head).resize({ width: size }).toBuffer() : null
  const step = width / (faces + 1)
  const placed = Array.from({ length: faces }, (_, i) => ({
    input: one!,
    left: Math.round(step * (i + 1) - size / 2),
    top: Math.round(height * 0.45 - size / 2),
  }))
  const drawn = await ground
    .composite([{ input: cloth, tile: true }, ...placed])
    .png()
    .toBuffer()
  return sharp(drawn)
}
