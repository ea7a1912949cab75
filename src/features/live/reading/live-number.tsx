import type { Reading } from '#domain/live/reading.ts'
import { useEngine } from '#stores/engine.ts'
import { chooseFace, useLive, useShown } from '#stores/live/live.ts'
import { readingsOf, useMainReadings } from '#stores/live/readings.ts'
import { Explained } from '#ui/controls/explained.tsx'
import { plural, whole } from '#ui/format.ts'
import { isUnsteady } from '#ui/mark/mark-state.ts'
import { AxisLabels, ScoreMark, ScoreValue } from '#ui/mark/score-mark.tsx'
import { CROPS, liveMark, measuredOf } from './live-mark.ts'

const BASELINE = 'The same network, trained on properly aligned crops only. Shown to compare.'

/** The main face's score, as a number and as a mark. */
export function LiveNumber() {
  const { student, baseline } = useMainReadings()
  return (
    <div>
      <FaceSwitch />
      <div className="live-number">
        {student ? (
          <>
            <Explained text={scoreWords(student)} className="live-score">
              {whole(student.needle)}
            </Explained>
            <Explained
              text={stabilityWords(student)}
              className={isUnsteady(measuredOf(student)) ? 'live-spread unsteady' : 'live-spread'}
            >
              ± {spreadOf(student)}
            </Explained>
          </>
        ) : (
          <>
            <span className="live-score faint">··</span>
            <span className="live-spread">± ··</span>
          </>
        )}
        <Explained text={`${BASELINE} ${baseline ? stabilityWords(baseline) : ''}`} className="live-baseline">
          <b>
            {baseline ? whole(baseline.needle) : '··'} ± {baseline ? spreadOf(baseline) : '··'}
          </b>
          baseline
        </Explained>
      </div>
      <Lede student={student} />
      <div className="live-mark">
        <ScoreMark size="live" state={liveMark({ student, baseline })} />
        <AxisLabels />
      </div>
    </div>
  )
}

function Lede({ student }: { readonly student: Reading | null }) {
  const hasFrames = useShown(({ session }) => session.time !== null)
  const isLoading = useEngine(({ status }) => status.state === 'loading')
  if (student)
    return (
      <p className="quiet live-lede">
        More useful for recognition than <b>{whole(student.needle)}%</b> of the reference faces.
      </p>
    )
  if (hasFrames) return <p className="quiet">No face to score.</p>
  return <p className="quiet">{isLoading ? 'The models are loading.' : 'Nothing is scored yet.'}</p>
}

/** Every face with its mark where there are several, and which of them the page is about. */
function FaceSwitch() {
  const { tracks } = useShown((state) => state.session)
  const main = useLive((state) => state.session.main)
  const info = useEngine((state) => state.info)
  if (tracks.length < 2) return null
  return (
    <fieldset className="live-faces">
      <legend className="visually-hidden">Face</legend>
      {tracks.map((track) => {
        const readings = readingsOf(track, info)
        return (
          <button
            key={track.id}
            type="button"
            aria-pressed={track.id === main}
            aria-label={`Face ${track.id}`}
            onClick={() => chooseFace(track.id)}
          >
            Face {track.id}
            <ScoreMark state={liveMark(readings)} />
            <ScoreValue measured={readings.student && measuredOf(readings.student)} />
          </button>
        )
      })}
    </fieldset>
  )
}

const spreadOf = ({ stability }: Reading) => (stability ? whole(stability.spread) : '··')

function scoreWords({ needle }: Reading): string {
  const shown = whole(needle)
  return `${shown}: more useful for recognition than ${shown}% of the reference faces, smoothed over half a second. It says nothing about who this is or how they look.`
}

function stabilityWords({ stability }: Reading): string {
  if (!stability) return `The spread over ${CROPS} misaligned crops is being measured.`
  const shown = Math.round(stability.spread)
  return `± ${shown}: over ${CROPS} misaligned crops of the last seconds the score moves by ${plural(shown, 'point')} (root mean square), ${whole(stability.worst)} at worst. Lower is steadier.`
}
