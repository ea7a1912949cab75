import { MultiBar, type SingleBar, SingleBar as StandaloneBar } from 'cli-progress'

/** How far a run is, on stderr: a line that is written over on a terminal, elsewhere a new one every ten seconds. */
export interface ProgressBar {
  /** @param failures  photos that have failed, so far */
  show(done: number, failures: number): void
  /** A line of results for stdout. */
  row(line: string): void
  /** A line for stderr. */
  say(line: string): void
  end(): void
}

interface Terminals {
  readonly stdout: NodeJS.WriteStream
  readonly stderr: NodeJS.WriteStream
}

/** @param total  null where nobody knows it yet */
export function startProgress(total: number | null, { stdout, stderr }: Terminals = process): ProgressBar {
  const start = performance.now()
  const format = [
    total === null ? '{value} photos' : '{value} of {total} photos',
    '{rate} a second',
    ...(total === null ? [] : ['{eta_formatted} left']),
    '{failures} failed',
  ].join(', ')
  const isTerminal = stderr.isTTY === true
  const options = {
    format: isTerminal && total !== null ? `{bar} ${format}` : format,
    stream: stderr,
    fps: 4,
    barsize: 20,
    etaBuffer: 100,
    noTTYOutput: true,
    notTTYSchedule: 10_000,
    clearOnComplete: isTerminal,
    emptyOnZero: true,
    gracefulExit: false,
    // What listens for Ctrl+C puts the cursor back.
    hideCursor: null,
  }
  const lines = isTerminal ? new MultiBar(options) : null
  const first = { rate: '–', failures: 0 }
  let bar: SingleBar
  if (lines) bar = lines.create(total ?? 0, 0, first)
  else {
    bar = new StandaloneBar(options)
    bar.start(total ?? 0, 0, first)
  }
  const say = (line: string) => {
    if (lines) lines.log(`${line}\n`)
    else stderr.write(`${line}\n`)
  }
  return {
    show(done, failures) {
      // A list may name folders, which hold more photos than it has lines.
      if (done > bar.getTotal()) bar.setTotal(done)
      bar.update(done, { rate: rateOf(done, (performance.now() - start) / 1000), failures })
    },
    // One terminal has room for one writer.
    row: (line) => (lines && stdout.isTTY ? say(line) : void stdout.write(`${line}\n`)),
    say,
    end() {
      lines?.update()
      lines?.stop()
      if (!lines) bar.stop()
    },
  }
}

/** Such as `0.42`, `7.3` or `120`. */
function rateOf(done: number, seconds: number): string {
  const rate = done / Math.max(seconds, 1e-3)
  return rate.toFixed(rate < 1 ? 2 : rate < 10 ? 1 : 0)
}
