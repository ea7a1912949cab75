import { useMemo } from 'react'
import type { LineSweep } from '#domain/alignment/sweeps.ts'
import { lineSweeps, type SweepId, shiftSweep } from '#domain/alignment/sweeps.ts'
import type { ScoredVariant } from '#engine/protocol.ts'
import type { Benched } from '#stores/lab/bench.ts'
import { type LabModel, useLabModels } from '#stores/lab/models.ts'
import {
  restartSweeps,
  runSweeps,
  type SweepScores,
  stopSweeps,
  sweepCrops,
  useSweeps,
  useSweepsDone,
} from '#stores/lab/sweeps.ts'
import { useThreshold } from '#stores/threshold.ts'
import { HeatMaps } from '#ui/charts/heat/heat-maps.tsx'
import { SweepChart } from '#ui/charts/sweep/sweep-chart.tsx'
import { fixed, signed, whole } from '#ui/format.ts'
import { bySeed, sweepSeries } from './sweep-series.ts'

/** Where the crosshair is: on one chart at a time. */
export interface SweepCrosshair {
  readonly sweep: SweepId
  readonly index: number
  readonly label: string
  readonly variant: ScoredVariant | null
}

interface CrosshairProps {
  readonly crosshair: SweepCrosshair | null
  onCrosshair(at: SweepCrosshair | null): void
}

/** The sweeps are on top of the face's own reference, and so are measured from it, whatever else is compared. */
interface Props extends Pick<Benched, 'face'>, CrosshairProps {}

/** What each kind of misalignment does to the score, from one end to the other. */
export function Sweeps({ face, ...crosshair }: Props) {
  const models = useLabModels()
  const scores = useSweeps((state) => state.scores[face.id])
  return (
    <section className="lab-section">
      <SweepHead faceId={face.id} />
      <div className="sweeps">
        {lineSweeps.map((sweep) => (
          <Line key={sweep.id} sweep={sweep} scores={scores?.[sweep.id]} models={models} {...crosshair} />
        ))}
        <Shift scores={scores?.shift} models={models} reference={face.reference} {...crosshair} />
      </div>
    </section>
  )
}

function SweepHead({ faceId }: { readonly faceId: string }) {
  const done = useSweepsDone(faceId)
  const isRunning = useSweeps((state) => state.running === faceId)
  const failure = useSweeps((state) => (state.failure?.faceId === faceId ? state.failure : null))
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

interface LineProps extends CrosshairProps {
  readonly sweep: LineSweep
  readonly scores: SweepScores | undefined
  readonly models: readonly LabModel[]
}

function Line({ sweep, scores, models, crosshair, onCrosshair }: LineProps) {
  const threshold = useThreshold((state) => state.score)
  const steps = useMemo(() => bySeed(sweep, scores), [sweep, scores])
  const format = formats[sweep.id]
  const series = useMemo(() => sweepSeries(steps, models), [steps, models])
  const move = (index: number | null) => {
    if (index === null) return onCrosshair(null)
    const crops = (steps[index] ?? []).filter((crop) => crop !== null)
    const label = `${sweep.label} ${format.x(sweep.steps[index]!.value)}`
    onCrosshair({ sweep: sweep.id, index, label, variant: middleOf(crops, models[0]?.id) })
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
      crosshair={crosshair?.sweep === sweep.id ? crosshair.index : null}
      onCrosshair={move}
      spoken={spokenLine(sweep, series)}
    />
  )
}

interface ShiftProps extends CrosshairProps {
  readonly scores: SweepScores | undefined
  readonly models: readonly LabModel[]
  readonly reference: ScoredVariant | null
}

function Shift({ scores, models, reference, crosshair, onCrosshair }: ShiftProps) {
  const maps = models.map((model) => ({
    ...model,
    changes: shiftSweep.misalignments.map((_, i) => {
      const score = scores?.[i]?.scores[model.id]?.score
      const from = reference?.scores[model.id]?.score
      return score === undefined || from === undefined ? null : score - from
    }),
  }))
  const move = (index: number | null) => {
    if (index === null) return onCrosshair(null)
    const { shiftX, shiftY } = shiftSweep.misalignments[index]!
    const label = `Shift ${signed(100 * shiftX)}%, ${signed(100 * shiftY)}%`
    onCrosshair({ sweep: 'shift', index, label, variant: scores?.[index] ?? null })
  }
  return (
    <HeatMaps
      title="Shift"
      subtitle="change of score"
      maps={maps}
      shifts={shiftSweep.shifts}
      crosshair={crosshair?.sweep === 'shift' ? crosshair.index : null}
      onCrosshair={move}
    />
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
