import { modelOf, useEngine } from '#stores/engine.ts'
import { useTally } from '#stores/photos/rows.ts'
import { useThreshold } from '#stores/threshold.ts'
import { Bob } from '#ui/controls/bob.tsx'
import { count } from '#ui/format.ts'
import { ExportMenu } from './export-menu.tsx'
import { effectWords, thresholdTip } from './threshold-words.ts'

/** The threshold's handle, what it keeps, and what that does to the reference faces. */
export function KeepRow() {
  const { score: threshold, setScore } = useThreshold()
  const { scores } = useTally()
  const kept = scores.filter((score) => score >= threshold).length
  const student = modelOf(
    useEngine((state) => state.info),
    'student',
  )
  const effects = student?.reference.thresholds ?? null
  return (
    <div className="keep-row columns">
      <p className="caption">
        <b>Keep {threshold} and up</b>
        <span className="visually-hidden"> · </span>
        <span>
          {count(kept)} of {count(scores.length)} scored
        </span>
      </p>
      <div className="axis-track">
        <Bob
          label="Threshold"
          value={threshold}
          valueText={`Keep ${threshold} and up: ${kept} of ${scores.length}`}
          tip={thresholdTip(threshold, student?.reference.name ?? 'LFW-D', effects)}
          onChange={setScore}
        />
      </div>
      <ExportMenu />
      {effects && <p className="effect">{effectWords(threshold, effects)}</p>}
    </div>
  )
}
