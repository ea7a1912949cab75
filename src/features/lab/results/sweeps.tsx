import { useMemo } from 'react'
import type { LineSweep } from '#domain/alignment/sweeps.ts'
import { lineSweeps, type SweepId, shiftSweep } from '#domain/alignment/sweeps.ts'
import type { ScoredVariant } from '#engine/protocol.ts'
import type { Benched } from '#stores/lab/bench.ts'
import { useExperiment } from '#stores/lab/experiment.ts'
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
import { whole } from '#ui/format.ts'
import { sweepFormats } from './sweep-formats.ts'
import { bySeed, sweepSeries } from './sweep-series.ts'

/**
 * What each kind of misalignment does to the score, from one end to the other. Sweeps are on top of the face's own
 * reference, and so are measured from it, whatever else is compared.
 */
export function Sweeps({ face }: Pick<Benched, 'face'>) {
  const models = useLabModels()
  const scores = useSweeps((state) => state.scores[face.id])
  return (
    <section className="lab-section">
      <SweepHead faceId={face.id} />
      <div className="sweeps">
        {lineSweeps.map((sweep) => (
          <Line key={sweep.id} sweep={sweep} scores={scores?.[sweep.id]} models={models} />
        ))}
        <Shift scores={scores?.shift} models={models} reference={face.reference} />
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

interface LineProps {
  readonly sweep: LineSweep
  readonly scores: SweepScores | undefined
  readonly models: readonly LabModel[]
}

function Line({ sweep, scores, models }: LineProps) {
  const threshold = useThreshold((state) => state.score)
  const steps = useMemo(() => bySeed(sweep, scores), [sweep, scores])
  const format = sweepFormats[sweep.id]
  const series = useMemo(() => sweepSeries(steps, models), [steps, models])
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
      {...useCrosshair(sweep.id)}
      spoken={spokenLine(sweep, series)}
    />
  )
}

interface ShiftProps {
  readonly scores: SweepScores | undefined
  readonly models: readonly LabModel[]
  readonly reference: ScoredVariant | null
}

function Shift({ scores, models, reference }: ShiftProps) {
  const maps = models.map((model) => ({
    ...model,
    changes: shiftSweep.misalignments.map((_, i) => {
      const score = scores?.[i]?.scores[model.id]?.score
      const from = reference?.scores[model.id]?.score
      return score === undefined || from === undefined ? null : score - from
    }),
  }))
  return (
    <HeatMaps
      title="Shift"
      subtitle="change of score"
      maps={maps}
      shifts={shiftSweep.shifts}
      {...useCrosshair('shift')}
    />
  )
}

/** The crosshair of one sweep, which takes it from all others. */
function useCrosshair(sweep: SweepId) {
  const crosshair = useExperiment((state) => (state.crosshair?.sweep === sweep ? state.crosshair.index : null))
  const onCrosshair = (index: number | null) =>
    useExperiment.getState().setCrosshair(index === null ? null : { sweep, index })
  return { crosshair, onCrosshair }
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
