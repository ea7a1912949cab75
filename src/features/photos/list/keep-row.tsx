import { useTally } from '#stores/photos/rows.ts'
import { useThreshold } from '#stores/threshold.ts'
import { Bob } from '#ui/controls/bob.tsx'
import { count } from '#ui/format.ts'
import { ExportMenu } from './export-menu.tsx'

/** The threshold's handle, and what it keeps. */
export function KeepRow() {
  const { score: threshold, setScore } = useThreshold()
  const { scores } = useTally()
  const kept = scores.filter((score) => score >= threshold).length
  const discards = threshold === 0 ? 'none' : `${threshold}%`
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
          tip={`A threshold of ${threshold} discards ${discards} of the reference faces.`}
          onChange={setScore}
        />
      </div>
      <ExportMenu />
    </div>
  )
}
