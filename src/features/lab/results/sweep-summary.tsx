import { lineSweeps, shiftSweep } from '#domain/alignment/sweeps.ts'
import { summaryOf } from '#domain/quality/distribution.ts'
import type { ScoredVariant } from '#engine/protocol.ts'
import type { Benched } from '#stores/lab/bench.ts'
import { useLabModels } from '#stores/lab/models.ts'
import { sweepMisalignments, useSweeps } from '#stores/lab/sweeps.ts'
import { useThreshold } from '#stores/threshold.ts'
import { fixed, signed, whole } from '#ui/format.ts'
import { ModelKey } from '#ui/mark/model-key.tsx'

const sweeps = [...lineSweeps, shiftSweep]

/** Each sweep in numbers: mean, standard deviation, worst change, and how often the threshold is crossed. */
export function SweepSummary({ face }: Pick<Benched, 'face'>) {
  const models = useLabModels()
  const threshold = useThreshold((state) => state.score)
  const scores = useSweeps((state) => state.scores[face.id])
  const { reference } = face
  if (!scores || !reference) return null
  const rows = sweeps.flatMap(({ id: sweep, label }) =>
    models.flatMap((model) => {
      const from = reference.scores[model.id]?.score
      const values = scores[sweep].flatMap((crop: ScoredVariant | null) => crop?.scores[model.id]?.score ?? [])
      if (from === undefined || values.length < sweepMisalignments[sweep].length) return []
      return { key: `${sweep} ${model.id}`, label, model, ...summaryOf(from, values, threshold) }
    }),
  )
  if (rows.length === 0) return null
  return (
    <section className="lab-section">
      <header>
        <h2>Sweeps in numbers</h2>
        <span className="quiet">
          points of the scale; crossing: share of crops on the other side of the threshold of {threshold}
        </span>
      </header>
      <table className="sweep-summary">
        <thead>
          <tr>
            <th>Sweep</th>
            <th>Model</th>
            <th className="number">Mean</th>
            <th className="number">SD</th>
            <th className="number">Worst</th>
            <th className="number">Crossing</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, label, model, mean, sd, worst, crossing }) => (
            <tr key={key}>
              <th>{model === models[0] && label}</th>
              <td>
                <ModelKey model={model.kind} label={model.label} />
              </td>
              <td className="number">{whole(mean)}</td>
              <td className="number">{fixed(sd, 1)}</td>
              <td className="number">{signed(worst)}</td>
              <td className="number">{whole(100 * crossing)}%</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}
