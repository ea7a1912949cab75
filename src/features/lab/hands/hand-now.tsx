import { readOut } from '#domain/alignment/read-out.ts'
import type { ScoredVariant } from '#engine/protocol.ts'
import { useExperiment } from '#stores/lab/experiment.ts'
import { alignByHand, isUntouched, untouched } from '#stores/lab/hand.ts'
import { retryHand, useHandResult } from '#stores/lab/hand-result.ts'
import { type LabModel, useLabModels } from '#stores/lab/models.ts'
import type { FaceEntry } from '#stores/photos/photos.ts'
import { Explained } from '#ui/controls/explained.tsx'
import { CutSentence } from '#ui/cut-sentence.tsx'
import { fixed, shownChange, signed, whole } from '#ui/format.ts'
import { type CropScore, describeMark, type MarkState } from '#ui/mark/mark-state.ts'
import { ChangeLane, ModelKey } from '#ui/mark/model-key.tsx'
import { AxisLabels, ScoreMark } from '#ui/mark/score-mark.tsx'
import { Picture } from '#ui/picture.tsx'

interface Props {
  readonly face: FaceEntry
  /** What changes are measured from. */
  readonly reference: ScoredVariant | null
}

/** The crop as a hand has it, its scores, and the misalignment in numbers. */
export function HandNow({ face, reference }: Props) {
  const models = useLabModels()
  const hand = useExperiment((state) => state.hand)
  const settled = useExperiment((state) => state.settled)
  const { result, failure } = useHandResult()
  const made = result?.faceId === face.id ? result : null
  const scored = models.flatMap((model) => {
    const score = made?.variant.scores[model.id]?.score
    const from = reference?.scores[model.id]?.score
    return score === undefined || from === undefined ? [] : { model, score, reference: from }
  })
  const student = scored.find(({ model }) => model.kind === 'student')
  const found = student && made?.variant.scores[student.model.id]?.alignment
  const baseline = scored.find(({ model }) => model.kind === 'baseline') ?? null
  const own = models
    .filter(({ kind }) => kind === 'own')
    .map((model) => ({ model, scored: scored.find((one) => one.model === model) ?? null }))
  const mark: MarkState = student ? { kind: 'one-crop', student, baseline } : { kind: 'scoring' }
  return (
    <div className="hand-now" aria-busy={made?.hand !== hand && !failure}>
      <Picture blob={made?.crop ?? face.thumbnail} alt="Crop at this alignment" />
      <div>
        <div className="hero">
          <span className={student ? 'hero-score' : 'hero-score faint'}>{student ? whole(student.score) : '··'}</span>
          {student && <span className="hero-spread">{signed(shownChange(student.score, student.reference))}</span>}
          <span className="hero-from">
            {student && <>from {whole(student.reference)}</>}
            {baseline && (
              <span className="of-baseline">
                <b>{whole(baseline.score)}</b> baseline, {signed(shownChange(baseline.score, baseline.reference))}
              </span>
            )}
          </span>
        </div>
        <div className="hand-mark">
          <ScoreMark state={mark} size="detail" />
          <AxisLabels />
        </div>
        {own.length > 0 && (
          <ul className="hand-own">
            {own.map((one) => (
              <OwnScore key={one.model.id} {...one} />
            ))}
          </ul>
        )}
        <p className="visually-hidden" aria-live="polite">
          {student && made?.hand === settled && [describeMark(mark), ...own.map(spoken)].join(' ')}
        </p>
        {failure ? (
          <p className="hand-words">
            {failure.message}{' '}
            <button type="button" className="link" onClick={() => retryHand(face.id)}>
              Try again
            </button>
          </p>
        ) : (
          <ReadOut face={face} />
        )}
      </div>
      {found && (
        <p className="hand-words hand-found">
          <span className="faint">Found by the student:</span>
          <CutSentence found={found} />
        </p>
      )}
    </div>
  )
}

interface OwnProps {
  readonly model: LabModel
  /** Null until it has scored. */
  readonly scored: CropScore | null
}

const spoken = ({ model: { label }, scored }: OwnProps) => (scored ? `${label}: ${whole(scored.score)}.` : '')

/** What a person's own model says of the crop; the mark has two lanes, so each has a line of its own. */
function OwnScore({ model: { label }, scored }: OwnProps) {
  return (
    <li>
      <ModelKey model="own" label={label} />
      {scored ? (
        <>
          <span>
            <b>{whole(scored.score)}</b> {signed(shownChange(scored.score, scored.reference))}
          </span>
          <ChangeLane model="own" value={scored.score} reference={scored.reference} />
        </>
      ) : (
        <span className="faint">··</span>
      )}
    </li>
  )
}

/** How far off the alignment is, in the field's units. */
function ReadOut({ face: { face } }: { readonly face: FaceEntry }) {
  const hand = useExperiment((state) => state.hand)
  const aligned = alignByHand(face, hand)
  const proper = alignByHand(face, untouched)
  if (!aligned || !proper) return <p className="hand-words">The landmarks lie on one spot: move one away.</p>
  if (isUntouched(hand))
    return <p className="hand-words quiet">Drag a landmark, or the frame, its corners and its handle.</p>
  const { rotation, scale, shiftX, shiftY } = readOut(proper.transform, aligned.transform)
  return (
    <p className="hand-words">
      <Explained text="How far this alignment is from the proper one: the face centre’s way in percent of the distance between the eyes, the turn in degrees, the size as a factor.">
        <b>{fixed(100 * Math.hypot(shiftX, shiftY), 1)}%</b> of the eye distance, <b>{fixed(rotation, 1)}°</b>,{' '}
        <b>×&nbsp;{fixed(scale, 2)}</b>
      </Explained>
    </p>
  )
}
