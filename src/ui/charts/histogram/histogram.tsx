import { count } from '../../format.ts'
import '../charts.css'

interface Props {
  /** Scores, 0 to 100. */
  readonly scores: readonly number[]
  readonly threshold: number
  readonly width: number
  readonly height?: number
}

/** The finest step of the scale at which a block is still wide enough to count. */
const blockStep = (width: number) => [1, 2].find((step) => (width * step) / 100 >= 8) ?? 5

/** Up to so many faces each one is a block of its own. */
const BLOCKS = 40

interface Bar {
  readonly key: string
  readonly bin: number
  /** In faces from the axis up. */
  readonly from: number
  readonly to: number
  readonly kept: boolean
}

/** How the scores lie on the 0–100 axis that the list below shares; those under the threshold are hollow. */
export function Histogram({ scores, threshold, width, height = 52 }: Props) {
  const step = scores.length <= BLOCKS ? blockStep(width) : 2
  const bars = scores.length <= BLOCKS ? stackBlocks(scores, threshold, step) : stackBars(scores, threshold, step)
  const tallest = Math.max(...bars.map(({ to }) => to), 1)
  const unit = Math.min(13, (height - 1) / tallest)
  const gap = scores.length <= BLOCKS && unit > 3 ? 1 : 0
  const pitch = (width * step) / 100
  const kept = scores.filter((score) => score >= threshold).length
  return (
    <svg
      className="chart histogram"
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      role="img"
      aria-label={`Histogram of ${count(scores.length)} scores, ${count(kept)} at or above the threshold of ${threshold}`}
    >
      {bars.map(({ key, bin, from, to, kept }) => {
        // A hollow block is drawn half its line's width smaller, so that both kinds cover the same area.
        const inset = kept ? 0 : 0.5
        return (
          <rect
            key={key}
            className={kept ? 'kept' : 'discarded'}
            x={bin * pitch + 1 + inset}
            y={height - 1 - to * unit + gap + inset}
            width={Math.max(1, pitch - 2 - 2 * inset)}
            height={Math.max(0.5, (to - from) * unit - gap - 2 * inset)}
            rx={1}
          />
        )
      })}
      <path className="axis" d={`M0 ${height - 0.5}H${width}`} />
    </svg>
  )
}

const binOf = (score: number, step: number) => Math.min(Math.floor(score / step), Math.ceil(100 / step) - 1)

function stackBlocks(scores: readonly number[], threshold: number, step: number): Bar[] {
  const heights = new Map<number, number>()
  return scores
    .toSorted((a, b) => a - b)
    .map((score) => {
      const bin = binOf(score, step)
      const from = heights.get(bin) ?? 0
      heights.set(bin, from + 1)
      return { key: `${bin}.${from}`, bin, from, to: from + 1, kept: score >= threshold }
    })
}

function stackBars(scores: readonly number[], threshold: number, step: number): Bar[] {
  const bins = Array.from({ length: Math.ceil(100 / step) }, () => ({ discarded: 0, kept: 0 }))
  for (const score of scores) bins[binOf(score, step)]![score >= threshold ? 'kept' : 'discarded']++
  return bins
    .flatMap(({ discarded, kept }, bin) => [
      { key: `${bin} discarded`, bin, from: 0, to: discarded, kept: false },
      { key: `${bin} kept`, bin, from: discarded, to: discarded + kept, kept: true },
    ])
    .filter(({ from, to }) => to > from)
}
