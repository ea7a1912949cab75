import { useMemo, useState } from 'react'
import type { LineSweep } from '#domain/alignment/sweeps.ts'
import { lineSweeps, shiftSweep } from '#domain/alignment/sweeps.ts'
import type { ScoredVariant } from '#engine/protocol.ts'
import type { BenchFace } from '#stores/lab/bench.ts'
import { type LabModel, useLabModels } from '#stores/lab/models.ts'
import {
  restartSweeps,
  runSweeps,
  type SweepScores,
  stopSweeps,
  sweepCrops,
  sweepsDone,
  useSweeps,
} from '#stores/lab/sweeps.ts'
import { useThreshold } from '#stores/threshold.ts'
import { HeatLegend, HeatMap } from '#ui/charts/heat-map.tsx'
import { SweepChart } from '#ui/charts/sweep-chart.tsx'
import { fixed, signed, whole } from '#ui/format.ts'
import { bySeed, sweepSeries } from './sweep-series.ts'

interface Props extends BenchFace {
  /** The crop under the crosshair; null where it leaves. */
  onCrosshair(at: { readonly label: string; readonly variant: ScoredVariant } | null): void
}

/** What each kind of misalignment does to the score, from one end to the other. */
export function Sweeps({ face, reference, onCrosshair }: Props) {
  const models = useLabModels()
  const scores = useSweeps((state) => state.scores[face.id])
  return (
    <section className="lab-section">
      <SweepHead faceId={face.id} />
      <div className="sweeps">
        {lineSweeps.map((sweep) => (
          <Line key={sweep.id} sweep={sweep} scores={scores?.[sweep.id]} models={models} onCrosshair={onCrosshair} />
        ))}
        <Shift scores={scores?.shift} models={models} reference={reference} onCrosshair={onCrosshair} />
      </div>
    </section>
  )
}

function SweepHead({ faceId }: { readonly faceId: string }) {
  const done = useSweeps((state) => sweepsDone(state, faceId))
  const isRunning = useSweeps((state) => state.running === faceId)
  const failure = useSweeps((state) => state.failure)
  return (
    <header>
      <h2>Sweeps</h2>
      <span className="quiet">{sweepCrops} crops on top of the reference alignment</span>
      <span className="sweep-state with-progress">
        {failure && !isRunning && <span>{failure.message}</span>}
        {isRunning && (
          <>
            <progress aria-label="Sweeps" value={done} max={sweepCrops} />
            {done} of {sweepCrops}
          </>
        )}
        <SweepButton faceId={faceId} isRunning={isRunning} done={done} />
      </span>
    </header>
  )
}

function SweepButton({
  faceId,
  isRunning,
  done,
}: {
  readonly faceId: string
  readonly isRunning: boolean
  readonly done: number
}) {
  if (isRunning)
    return (
      <button type="button" className="link" onClick={stopSweeps}>
        Stop
      </button>
    )
  if (done < sweepCrops)
    return (
      <button type="button" className="link" onClick={() => void runSweeps(faceId)}>
        {done === 0 ? 'Run the sweeps' : 'Go on'}
      </button>
    )
  return (
    <button type="button" className="link" onClick={() => void restartSweeps(faceId)}>
      Run again
    </button>
  )
}

const formats: Readonly<
  Record<
    LineSweep['id'],
    { readonly subtitle: string; readonly x: (value: number) => string; readonly neutral: number }
  >
> = {
  jitter: { subtitle: 'median, 10–90%', x: (value) => `${whole(100 * value)}%`, neutral: 0 },
  rotation: { subtitle: 'degrees', x: (value) => `${whole(value)}°`, neutral: 0 },
  scale: { subtitle: 'factor', x: (value) => fixed(value, 2), neutral: 1 },
}

interface LineProps {
  readonly sweep: LineSweep
  readonly scores: SweepScores | undefined
  readonly models: readonly LabModel[]
  readonly onCrosshair: Props['onCrosshair']
}

function Line({ sweep, scores, models, onCrosshair }: LineProps) {
  const threshold = useThreshold((state) => state.score)
  const [crosshair, setCrosshair] = useState<number | null>(null)
  const steps = useMemo(() => bySeed(sweep, scores), [sweep, scores])
  const format = formats[sweep.id]
  const series = useMemo(() => sweepSeries(steps, models), [steps, models])
  const move = (index: number | null) => {
    setCrosshair(index)
    const crops = index === null ? [] : (steps[index] ?? []).filter((crop) => crop !== null)
    const crop = middleOf(crops, models[0]?.id)
    onCrosshair(
      crop && index !== null ? { label: `${sweep.label} ${format.x(sweep.steps[index]!.value)}`, variant: crop } : null,
    )
  }
  return (
    <SweepChart
      title={sweep.label}
      subtitle={format.subtitle}
      xLabel={sweep.unit}
      xs={sweep.steps.map(({ value }) => value)}
      formatX={format.x}
      reference={format.neutral}
      series={series}
      threshold={threshold}
      crosshair={crosshair}
      onCrosshair={move}
      spoken={spokenLine(sweep, series)}
    />
  )
}

interface ShiftProps {
  readonly scores: SweepScores | undefined
  readonly models: readonly LabModel[]
  readonly reference: ScoredVariant | null
  readonly onCrosshair: Props['onCrosshair']
}

function Shift({ scores, models, reference, onCrosshair }: ShiftProps) {
  const [crosshair, setCrosshair] = useState<number | null>(null)
  const { shifts } = shiftSweep
  const maps = models.map((model) => ({
    ...model,
    changes: shiftSweep.misalignments.map((_, i) => {
      const score = scores?.[i]?.scores[model.id]?.score
      const from = reference?.scores[model.id]?.score
      return score === undefined || from === undefined ? null : score - from
    }),
  }))
  const range = Math.max(10, ...maps.flatMap(({ changes }) => changes.map((change) => -(change ?? 0))))
  const move = (index: number | null) => {
    setCrosshair(index)
    const variant = index === null ? null : (scores?.[index] ?? null)
    const at = index === null ? null : shiftSweep.misalignments[index]!
    onCrosshair(
      variant && at ? { label: `Shift ${signed(100 * at.shiftX)}%, ${signed(100 * at.shiftY)}%`, variant } : null,
    )
  }
  return (
    <figure className="shift">
      <figcaption>
        <h2>Shift</h2>
        <span className="quiet">change of score, % of the side</span>
      </figcaption>
      <div className="shift-maps">
        {maps.map(({ id, kind, label, changes }) => (
          <HeatMap
            key={id}
            title={label}
            kind={kind}
            shifts={shifts}
            changes={changes}
            range={range}
            crosshair={crosshair}
            onCrosshair={move}
          />
        ))}
      </div>
      <HeatLegend range={range} />
    </figure>
  )
}

/** The crop whose score is in the middle, so that the picture belongs to the line. */
function middleOf(crops: readonly ScoredVariant[], model: string | undefined): ScoredVariant | null {
  const score = (crop: ScoredVariant) => (model && crop.scores[model]?.score) || 0
  return crops.toSorted((a, b) => score(a) - score(b))[Math.floor((crops.length - 1) / 2)] ?? null
}

function spokenLine(sweep: LineSweep, series: ReturnType<typeof sweepSeries>): string {
  const words = series.flatMap(({ label, points }) => {
    const medians = points.flatMap((point) => point?.median ?? [])
    return medians.length > 0
      ? `${label} between ${whole(Math.min(...medians))} and ${whole(Math.max(...medians))}.`
      : []
  })
  return [`Score against ${sweep.label.toLowerCase()}.`, ...words].join(' ')
}
