import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import sharp from 'sharp'
import type { Picture } from '../samples/picture.ts'
import { FRAME, MARGIN, PORTRAIT, scenes } from './scenes.ts'

/** Chromium plays motion JPEG at this rate, whatever it holds. */
const FRAMES_PER_SECOND = 30

/** The hand that holds the camera moves in a circle, once a second, so that no frame is like the one before. */
const DRIFT = 4

const CACHE = fileURLToPath(new URL('../../.cache/fake-camera/', import.meta.url))

export interface Scene {
  readonly show: keyof typeof scenes
  /** Above 0; whole seconds join without a jump. */
  readonly seconds: number
}

/**
 * A video for Chromium's fake camera, which repeats it: motion JPEG, 640 × 480, 30 frames a second, made of the portrait in
 * public/samples. It is made once and kept under a name that says what made it.
 * @returns the path of the file
 */
export async function fakeCamera({ scenes: wanted }: { readonly scenes: readonly Scene[] }): Promise<string> {
  const path = join(CACHE, `${nameOf(wanted)}.mjpeg`)
  if (existsSync(path)) return path
  const parts: Buffer[] = []
  for (const { show, seconds } of wanted) {
    const circle = await framesOf(await scenes[show]())
    const frames = Array.from({ length: Math.round(seconds * FRAMES_PER_SECOND) }, (_, i) => circle[i % circle.length]!)
    parts.push(...frames)
  }
  mkdirSync(CACHE, { recursive: true })
  // Whole or not at all, also where two make it at once.
  const unfinished = `${path}.${process.pid}`
  writeFileSync(unfinished, Buffer.concat(parts))
  renameSync(unfinished, path)
  return path
}

/** What a Chromium is launched with to have exactly one camera, which shows this file. */
export const cameraArgs = (path: string): readonly string[] => [
  '--use-fake-device-for-media-stream',
  `--use-file-for-fake-video-capture=${path}`,
]

/** Changes with the scenes, the portrait and the code that makes them. */
function nameOf(wanted: readonly Scene[]): string {
  const hash = createHash('sha256').update(JSON.stringify(wanted)).update(readFileSync(PORTRAIT))
  for (const folder of ['.', '../samples'])
    for (const file of readdirSync(new URL(`${folder}/`, import.meta.url)))
      if (!file.endsWith('.test.ts')) hash.update(readFileSync(new URL(`${folder}/${file}`, import.meta.url)))
  return hash.digest('hex').slice(0, 16)
}

/** A second of the scene, as the moving frame sees it. */
function framesOf({ width, height, data }: Picture): Promise<Buffer[]> {
  return Promise.all(
    Array.from({ length: FRAMES_PER_SECOND }, (_, i) => {
      const angle = (2 * Math.PI * i) / FRAMES_PER_SECOND
      const left = Math.round(MARGIN + DRIFT * Math.cos(angle))
      const top = Math.round(MARGIN + DRIFT * Math.sin(angle))
      return sharp(data, { raw: { width, height, channels: 3 } })
        .extract({ left, top, ...FRAME })
        .jpeg({ quality: 85 })
        .toBuffer()
    }),
  )
}
