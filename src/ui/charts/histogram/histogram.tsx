import { useState } from 'react'
import { quantileOf } from '#domain/quality/distribution.ts'
import { count, whole } from '../../format.ts'
import { Crosshair } from '../parts/crosshair.tsx'
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

/**
 * How the scores lie on the 0–100 axis that the list below shares, which also is its table; those under the threshold are
 * hollow.
 */
export function Histogram({ scores, threshold, width, height = 52 }: Props) {
  const [crosshair, setCrosshair] = useState<number | null>(null)
  const step = scores.length <= BLOCKS ? blockStep(width) : 2
  const bars = scores.length <= BLOCKS ? stackBlocks(scores, threshold, step) : stackBars(scores, threshold, step)
  const tallest = Math.max(...bars.map(({ to }) => to), 1)
  const unit = Math.min(13, (height - 1) / tallest)
  const gap = scores.length <= BLOCKS && unit > 3 ? 1 : 0
  const pitch = (width * step) / 100
  const last = Math.ceil(100 / step) - 1
  // A finer step may come with fewer faces.
  const chosen = crosshair === null ? null : Math.min(crosshair, last)
  const inBin = scores.filter((score) => binOf(score, step) === chosen).length
  const reading = chosen === null ? '' : `${chosen * step}–${Math.min(100, (chosen + 1) * step)}: ${count(inBin)}`
  return (
    <div className="plot">
      <svg
        className="chart histogram"
        width={width}
        height={height}
        viewBox={`0 0 ${width} ${height}`}
        role="img"
        aria-label={spoken(scores, threshold)}
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
        {chosen !== null && (
          <>
            <path className="crosshair-line" d={`M${chosen * pitch} ${height - 0.5}h${pitch}`} />
            <text
              className="name"
              x={Math.min(Math.max((chosen + 0.5) * pitch, 24), width - 24)}
              y="9"
              textAnchor="middle"
            >
              {reading}
            </text>
          </>
        )}
      </svg>
      {scores.length > 0 && (
        <Crosshair
          label="Histogram, crosshair"
          index={chosen}
          start={binOf(quantileOf(scores, 0.5), step)}
          last={last}
          valueText={reading}
          at={(x) => binOf((100 * x) / width, step)}
          keysFrom={(index) => ({
            ArrowLeft: Math.max(0, index - 1),
            ArrowRight: Math.min(last, index + 1),
            Home: 0,
            End: last,
          })}
          onMove={setCrosshair}
        />
      )}
    </div>
  )
}

function spoken(scores: readonly number[], threshold: number): string {
  const kept = scores.filter((score) => score >= threshold).length
  const about = `Histogram of ${count(scores.length)} scores, ${count(kept)} at or above the threshold of ${threshold}`
  return scores.length > 0 ? `${about}, half of them at ${whole(quantileOf(scores, 0.5))} or below` : about
}

/** The bin of a score; that of the nearest score where there is none such. */
const binOf = (score: number, step: number) =>
  Math.max(0, Math.min(Math.floor(score / step), Math.ceil(100 / step) - 1))

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
