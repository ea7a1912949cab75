import { execFileSync } from 'node:child_process'
import { setTimeout as sleep } from 'node:timers/promises'
import { type Browser, chromium } from '@playwright/test'
import type { LiveFrame } from '#domain/live/frame.ts'
import type { ModelRole } from '#domain/quality/manifest.ts'
import type { Backend } from '#domain/quality/record.ts'
import { CHROMIUM_ARGS, ensureBrowser } from '../../scripts/browser.ts'
import { cameraArgs, fakeCamera } from '../../scripts/fake-camera/fake-camera.ts'
import { serve } from '../../scripts/serve.ts'
import { linearSlope, quantile } from './statistics.ts'

/** What the engine answers when it has started, and to a frame; as much as is needed here. */
interface Started {
  readonly backend: Backend
  readonly threads: number
  readonly models: readonly { readonly id: string; readonly role: ModelRole }[]
}
interface Watched extends Pick<LiveFrame, 'faces'> {
  /** Milliseconds. */
  readonly stages: Readonly<Record<string, number>>
}

/** What the page heard of its engine. */
interface Recorded {
  started: Started | null
  /** How many scores, by model id. */
  readonly scores: Record<string, number>
  /** Of each stage, of each frame. */
  readonly stages: Record<string, number[]>
  answered: number
}

declare global {
  interface Window {
    recorded: Recorded
  }
}

/** The first frames compile and fill caches; the allocators of Chromium take minutes until they ask for nothing more. */
const warmUpSeconds = 3
const measuredSeconds = 10
const settlingMinutes = 4
const sampleSeconds = 5

/** Memory counts as flat up to this slope, MiB a minute: one crop of 112 × 112 a frame would be more than 30. */
const steepest = 2

/**
 * Starts the camera of the Live page, which is a video of one face, on WASM with one thread, and watches it for ten
 * seconds.
 * @param minutes  to watch it longer, for its memory; where that is not flat, the exit code is 1
 */
export async function benchLive(minutes: number | null): Promise<object> {
  const camera = await fakeCamera({ scenes: [{ show: 'sharp', seconds: 1 }] })
  // Without isolation there is no shared memory, and so one thread.
  const server = await serve({ isIsolated: false })
  const browser = await chromium.launch({
    executablePath: ensureBrowser(),
    chromiumSandbox: process.getuid?.() !== 0,
    args: [...CHROMIUM_ARGS, ...cameraArgs(camera)],
  })
  try {
    const page = await browser.newPage({
      viewport: { width: 1440, height: 900 },
      permissions: ['camera'],
      serviceWorkers: 'block',
    })
    await page.addInitScript(record)
    await page.goto(`${server.url}?backend=wasm#live`)
    await page.getByRole('button', { name: 'Start camera' }).click()
    await page.waitForFunction(() => window.recorded.answered > 0, null, { timeout: 120_000 })
    const look = () =>
      page.evaluate(() => ({
        ...window.recorded,
        seconds: performance.now() / 1000,
        shown: document.querySelector('video')!.getVideoPlaybackQuality().totalVideoFrames,
      }))
    await sleep(1000 * (minutes === null ? warmUpSeconds : 60 * settlingMinutes))

    process.stderr.write(minutes === null ? `Watching for ${measuredSeconds} s.\n` : `Watching for ${minutes} min.\n`)
    const before = await look()
    const memory = await sampleMemory(browser, minutes === null ? measuredSeconds : 60 * minutes)
    const after = await look()

    const seconds = after.seconds - before.seconds
    const { backend, threads, models } = after.started!
    const rate = (role: 'student' | 'baseline') => {
      const { id } = models.find((model) => model.role === role)!
      return round(((after.scores[id] ?? 0) - (before.scores[id] ?? 0)) / seconds, 1)
    }
    const answered = after.answered - before.answered
    // Garbage comes and goes by some hundred MiB; what a minute never falls below is what is held.
    const floors = minima(memory.slice(0, -1))
    const slope = linearSlope(floors.map((mib, minute) => [minute, mib]))
    if (minutes !== null) process.stderr.write(`MiB at least, minute by minute: ${floors.map(Math.round).join(' ')}\n`)
    if (minutes !== null && slope > steepest) {
      process.stderr.write(`Memory grew by ${round(slope, 1)} MiB a minute, more than ${steepest}.\n`)
      process.exitCode = 1
    }
    return {
      fps: rate('student'),
      baseline_fps: rate('baseline'),
      stages: Object.fromEntries(
        Object.entries(after.stages).map(([stage, all]) => {
          const times = all.slice(-answered)
          return [stage, { median: round(quantile(times, 0.5), 1), p95: round(quantile(times, 0.95), 1) }]
        }),
      ),
      dropped: after.shown - before.shown - answered,
      seconds: round(seconds, 1),
      memory_mib: {
        start: Math.round(memory[0]!.mib),
        end: Math.round(memory.at(-1)!.mib),
        ...(minutes !== null && { per_minute: round(slope, 2) }),
      },
      backend,
      threads,
    }
  } finally {
    await browser.close()
    await server.close()
  }
}

interface MemorySample {
  readonly seconds: number
  /** Resident memory of all of the browser's processes together. */
  readonly mib: number
}

/** From now on until `seconds` have passed. */
async function sampleMemory(browser: Browser, seconds: number): Promise<MemorySample[]> {
  const session = await browser.newBrowserCDPSession()
  const start = performance.now()
  const samples: MemorySample[] = []
  for (;;) {
    const passed = (performance.now() - start) / 1000
    const { processInfo } = await session.send('SystemInfo.getProcessInfo')
    const pids = processInfo.map(({ id }) => id).join(',')
    const kib = execFileSync('ps', ['-o', 'rss=', '-p', pids], { encoding: 'utf8' }).trim().split(/\s+/)
    samples.push({ seconds: passed, mib: kib.reduce((sum, each) => sum + Number(each) / 1024, 0) })
    if (passed >= seconds) return samples
    await sleep(1000 * Math.min(sampleSeconds, seconds - passed))
  }
}

/** The least of each minute begun. */
function minima(samples: readonly MemorySample[]): number[] {
  const least: number[] = []
  for (const { seconds, mib } of samples) {
    const minute = Math.floor(seconds / 60)
    least[minute] = Math.min(least[minute] ?? Infinity, mib)
  }
  return least
}

/** In the page, before it runs: listens in on what its workers answer. */
function record() {
  const recorded: Recorded = { started: null, scores: {}, stages: {}, answered: 0 }
  window.recorded = recorded
  window.Worker = new Proxy(window.Worker, {
    construct(target, [url, options]) {
      const worker = new target(url, options)
      worker.addEventListener('message', ({ data }: MessageEvent<{ value?: Started | Watched }>) => {
        const { value } = data
        if (typeof value !== 'object') return
        if ('threads' in value) recorded.started = value
        if (!('stages' in value)) return
        recorded.answered++
        for (const { scores } of value.faces)
          for (const model of Object.keys(scores)) recorded.scores[model] = (recorded.scores[model] ?? 0) + 1
        for (const [stage, ms] of Object.entries(value.stages)) {
          recorded.stages[stage] ??= []
          recorded.stages[stage].push(ms)
        }
      })
      return worker
    },
  })
}

const round = (value: number, digits: number) => Number(value.toFixed(digits))
