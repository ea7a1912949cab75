import { test as base, expect, type Page } from '@playwright/test'
import { CHROMIUM_ARGS } from '../../scripts/browser.ts'
import { cameraArgs, fakeCamera, type Scene } from '../../scripts/fake-camera/fake-camera.ts'
import { open } from '../app.ts'

interface Camera {
  /** What it shows, over and over; empty where there is no camera. */
  readonly scenes: readonly Scene[]
  /** Whether the page may use it. */
  readonly isAllowed: boolean
}

/** A face that looks ahead, drifting a little. */
export const SHARP: Camera = { scenes: [{ show: 'sharp', seconds: 1 }], isAllowed: true }

/** An address of the test server that is no secure context: one kept for documentation, led back to this machine. */
export const INSECURE_HOST = '192.0.2.1'

declare global {
  interface Window {
    /** Every track that the page was ever given. */
    cameraTracks: MediaStreamTrack[]
  }
}

/** Tests with a browser of their own, since a browser has its camera from the start. */
export const test = base.extend<{ camera: Camera }>({
  // Tracing a page that changes ten times a second takes more time than the models.
  trace: 'off',
  // So does painting a large video without a graphics card.
  viewport: { width: 1024, height: 700 },
  camera: [SHARP, { option: true }],
  context: async ({ playwright, camera: { scenes, isAllowed } }, use) => {
    const device =
      scenes.length > 0
        ? cameraArgs(await fakeCamera({ scenes }))
        : ['--use-fake-device-for-media-stream=device-count=0']
    const browser = await playwright.chromium.launch({
      args: [...CHROMIUM_ARGS, ...device, `--host-resolver-rules=MAP ${INSECURE_HOST} localhost`],
    })
    const context = await browser.newContext({ permissions: isAllowed ? ['camera'] : [] })
    await context.addInitScript(() => {
      window.cameraTracks = []
      const media = navigator.mediaDevices
      const ask = media?.getUserMedia.bind(media)
      if (ask)
        media.getUserMedia = async (constraints) => {
          const stream = await ask(constraints)
          window.cameraTracks.push(...stream.getTracks())
          return stream
        }
    })
    await use(context)
    await browser.close()
  },
})

/** A slow machine shows few frames of each scene, and loads the models first. */
export const PATIENT = { timeout: 90_000 }

export async function startCamera(page: Page): Promise<void> {
  await open(page, '?backend=wasm#live')
  await page.getByRole('button', { name: 'Start camera' }).click()
}

export const picture = (page: Page) => page.getByRole('region', { name: 'Camera' })
export const side = (page: Page) => page.getByRole('region', { name: 'Score', exact: true })
export const bestShots = (page: Page) => page.getByRole('region', { name: 'Best shots' })
export const shots = (page: Page) => bestShots(page).getByRole('button', { name: /^Score \d+ at \d+:\d\d/ })

/** The score mark of the face that the page is about. */
const mark = (page: Page) => side(page).locator('.live-mark').getByRole('img')

/** The same, once both models have scored. */
export const scoredMark = (page: Page) =>
  mark(page).and(page.getByRole('img', { name: /^Score \d+ of 100\..* Baseline \d+/ }))

/** The same, once it is known how steady both are. */
export const measuredMark = (page: Page) =>
  mark(page).and(
    page.getByRole('img', {
      name: /^Score \d+ of 100\. Over 6 misaligned crops it moves by \d+ points?, \d+ at worst\. Baseline \d+, moves by \d+/,
    }),
  )

/** The student's score as it is shown; NaN where there is none. */
export async function score(page: Page): Promise<number> {
  const words = await mark(page).getAttribute('aria-label')
  return Number(/^Score (\d+)/.exec(words ?? '')?.[1] ?? Number.NaN)
}

/** Waits until the page has as many tracks that run. */
export const expectRunning = (page: Page, tracks: number) =>
  expect
    .poll(() => page.evaluate(() => window.cameraTracks.filter(({ readyState }) => readyState === 'live').length))
    .toBe(tracks)

/** Ends the process that reads the camera, which to the page is a camera pulled out. */
export async function unplug(page: Page): Promise<void> {
  const session = await page.context().browser()!.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  const { id } = processInfo.find(({ type }) => type.startsWith('video_capture'))!
  process.kill(id, 'SIGKILL')
}
