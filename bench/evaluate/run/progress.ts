/** How far a run is. */
export interface Progress {
  readonly done: number
  readonly all: number
  /** Of the work, ∈ [0, 1]: images can take differently long. */
  readonly share: number
}

/**
 * Such as `1,204 of 7,701 images, 38 a second, 3 min left`.
 * @param seconds  since the start
 */
export function describeProgress({ done, all, share }: Progress, seconds: number): string {
  const count = `${done.toLocaleString('en')} of ${all.toLocaleString('en')} images`
  if (done === 0 || seconds === 0) return count
  const rate = done / seconds
  const speed = `${rate.toFixed(rate < 10 ? 1 : 0)} a second`
  return [count, speed, ...(share < 1 ? [`${describeTime((seconds * (1 - share)) / share)} left`] : [])].join(', ')
}

/** Such as `40 s`, `12 min`, `1 h 5 min`. */
function describeTime(seconds: number): string {
  if (seconds < 60) return `${Math.ceil(seconds)} s`
  const minutes = Math.ceil(seconds / 60)
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`
}

/**
 * A line of progress: on a terminal one that is written over, at most once a second; elsewhere a new one every ten seconds.
 * @param now  in milliseconds
 */
export function progressLine(out: { readonly isTTY?: boolean; write(text: string): unknown }, now = Date.now) {
  const start = now()
  const pause = out.isTTY ? 1_000 : 10_000
  let shown = Number.NEGATIVE_INFINITY
  let isOpen = false
  return {
    show(progress: Progress) {
      const time = now()
      if (time - shown < pause && progress.done < progress.all) return
      shown = time
      const text = describeProgress(progress, (time - start) / 1000)
      out.write(out.isTTY ? `\r\x1b[K${text}` : `${text}\n`)
      isOpen = out.isTTY ?? false
    },
    /** Leaves the line as it is, so that what follows has a line for itself. */
    end() {
      if (isOpen) out.write('\n')
      isOpen = false
    },
  }
}
