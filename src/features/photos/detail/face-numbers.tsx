import type { Face, LandmarkSource } from '#domain/alignment/face.ts'
import { distance } from '#domain/geometry/point.ts'
import type { ModelRole } from '#domain/quality/manifest.ts'
import { noteSentence, notesOf, noteWords } from '#domain/quality/notes.ts'
import type { StableScore } from '#domain/quality/record.ts'
import type { LoadedModel } from '#engine/protocol.ts'
import { modelOf, useEngine } from '#stores/engine.ts'
import type { FaceEntry } from '#stores/photos/photos.ts'
import { scorePair, worstCrop } from '#stores/photos/scores.ts'
import { Explained } from '#ui/controls/explained.tsx'
import { CutSentence } from '#ui/cut-sentence.tsx'
import { FactList } from '#ui/fact-list.tsx'
import { count, fixed, plural, signed, whole } from '#ui/format.ts'
import { isUnsteady, markOf } from '#ui/mark/mark-state.ts'
import { ModelKey } from '#ui/mark/model-key.tsx'
import { AxisLabels, ScoreMark } from '#ui/mark/score-mark.tsx'

/** The face's score, first as a number, then as a mark, then model by model; and what is plain to see of it. */
export function FaceNumbers({ face }: { readonly face: FaceEntry }) {
  const info = useEngine((state) => state.info)
  const pair = scorePair(face, info)
  const model = modelOf(info, 'student')
  const worst = model ? worstCrop(face, model.id) : null
  return (
    <div className="numbers">
      <div className="hero">
        {pair && model ? (
          <>
            <Explained text={scoreWords(pair.student, model)} className="hero-score">
              {whole(pair.student.score)}
            </Explained>
            <Explained
              text={stabilityWords(pair.student, worst)}
              className={isUnsteady(pair.student) ? 'hero-spread unsteady' : 'hero-spread'}
            >
              ± {pair.student.spread === null ? '··' : whole(pair.student.spread)}
            </Explained>
          </>
        ) : (
          <>
            <span className="hero-score faint">··</span>
            <span className="hero-spread">± ··</span>
          </>
        )}
        {worst && (
          <span className="hero-worst">
            worst {signed(worst.change)} at {worst.at}
          </span>
        )}
      </div>
      {notesOf(face.face).map((note) => (
        <p key={note.id} className="note">
          <b>{capital(noteWords(note))}.</b> {noteSentence(note)}
        </p>
      ))}
      <p className="quiet">
        {pair ? (
          <>
            More useful for recognition than <b>{whole(pair.student.score)}%</b> of the reference faces.
          </>
        ) : (
          'Scoring.'
        )}
      </p>
      {pair?.student.alignment && (
        <p className="quiet">
          <CutSentence found={pair.student.alignment} />
        </p>
      )}
      <div className="numbers-mark">
        <ScoreMark state={markOf(pair)} size="detail" />
        <AxisLabels />
      </div>
      <table className="numbers-models">
        <thead>
          <tr>
            <th>Model</th>
            <th className="number">Score</th>
            <th className="number">Spread</th>
            <th className="number">Worst</th>
            <th className="number">Raw</th>
          </tr>
        </thead>
        <tbody>
          <ModelRow model="student" score={pair?.student ?? null} />
          <ModelRow model="baseline" score={pair?.baseline ?? null} />
        </tbody>
      </table>
      <Facts face={face.face} />
    </div>
  )
}

function ModelRow({ model, score }: { readonly model: ModelRole; readonly score: StableScore | null }) {
  return (
    <tr>
      <th>
        {model === 'baseline' ? (
          <Explained text="The same network, trained on properly aligned crops only. Shown to compare.">
            <ModelKey model={model} />
          </Explained>
        ) : (
          <ModelKey model={model} />
        )}
      </th>
      <td className={`number of-${model}`}>
        <b>{score ? whole(score.score) : '··'}</b>
      </td>
      <td className="number">± {score?.spread == null ? '··' : whole(score.spread)}</td>
      <td className="number">{score?.worst == null ? '··' : whole(score.worst)}</td>
      <td className="number">{score ? fixed(score.raw, 3) : '··'}</td>
    </tr>
  )
}

const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1)

const sources: Readonly<Record<LandmarkSource, string>> = {
  landmarker: 'landmarker',
  detector: 'detector',
  manual: 'set by hand',
}

function Facts({ face: { landmarks, box, confidence, source } }: { readonly face: Face }) {
  const { rightEye, leftEye } = landmarks
  // Above zero the head leans clockwise on the screen.
  const tilt = (Math.atan2(leftEye.y - rightEye.y, leftEye.x - rightEye.x) * 180) / Math.PI
  const facts: readonly (readonly [name: string, value: string])[] = [
    ['Between the eyes', `${whole(distance(rightEye, leftEye))} px`],
    ['Tilt', `${signed(tilt)}°`],
    ['Face box', `${whole(box.width)} × ${whole(box.height)} px`],
    source === 'manual' ? ['Landmarks', sources[source]] : ['Detector confidence', fixed(confidence, 2)],
  ]
  return <FactList className="facts" facts={facts} />
}

/** look.md's words for the score. */
function scoreWords({ score, raw }: StableScore, { reference }: LoadedModel): string {
  const shown = whole(score)
  return `${shown}: more useful for recognition than ${shown}% of the ${count(reference.n)} reference faces (${reference.name}). Raw ${fixed(raw, 3)}. It says nothing about who this is or how they look.`
}

/** look.md's words for the stability. */
function stabilityWords(score: StableScore, worst: { readonly at: string } | null): string {
  if (score.spread === null || score.worst === null || !worst)
    return 'The spread over 24 misaligned crops is being measured.'
  const shown = Math.round(score.spread)
  const care = isUnsteady(score) ? ' Treat this score with care.' : ''
  return `± ${shown}: over 24 misaligned crops the score moves by ${plural(shown, 'point')} (root mean square), ${whole(score.worst)} at worst, at ${worst.at}. Lower is steadier.${care}`
}
