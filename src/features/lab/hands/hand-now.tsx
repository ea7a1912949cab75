import { readOut } from '#domain/alignment/read-out.ts'
import type { ModelRole } from '#domain/quality/manifest.ts'
import type { ScoredVariant } from '#engine/protocol.ts'
import { modelOf, useEngine } from '#stores/engine.ts'
import { useExperiment } from '#stores/lab/experiment.ts'
import { alignByHand, isUntouched, untouched } from '#stores/lab/hand.ts'
import { retryHand, useHandResult } from '#stores/lab/hand-result.ts'
import type { FaceEntry } from '#stores/photos/photos.ts'
import { Explained } from '#ui/controls/explained.tsx'
import { fixed, shownChange, signed, whole } from '#ui/format.ts'
import { describeMark, type MarkState } from '#ui/mark/mark-state.ts'
import { AxisLabels, ScoreMark } from '#ui/mark/score-mark.tsx'
import { Picture } from '#ui/picture.tsx'

interface Props {
  readonly face: FaceEntry
  /** What changes are measured from. */
  readonly reference: ScoredVariant | null
}

/** The crop as a hand has it, its scores, and the misalignment in numbers. */
export function HandNow({ face, reference }: Props) {
  const info = useEngine((state) => state.info)
  const hand = useExperiment((state) => state.hand)
  const settled = useExperiment((state) => state.settled)
  const { result, failure } = useHandResult()
  const own = result?.faceId === face.id ? result : null
  const pair = (role: ModelRole) => {
    const id = modelOf(info, role)?.id
    const score = id && own?.variant.scores[id]?.score
    const from = id && reference?.scores[id]?.score
    return typeof score === 'number' && typeof from === 'number' ? { score, reference: from } : null
  }
  const student = pair('student')
  const baseline = pair('baseline')
  const mark: MarkState = student ? { kind: 'one-crop', student, baseline } : { kind: 'scoring' }
  return (
    <div className="hand-now" aria-busy={own?.hand !== hand && !failure}>
      <Picture blob={own?.crop ?? face.thumbnail} alt="Crop at this alignment" />
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
        <p className="visually-hidden" aria-live="polite">
          {student && own?.hand === settled && describeMark(mark)}
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
    </div>
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
        <b>{fixed(100 * Math.hypot(shiftX, shiftY), 1)}%</b> of the eye distance, <b>{fixed(rotation, 1)}°</b>, ×{' '}
        <b>{fixed(scale, 2)}</b>
      </Explained>
    </p>
  )
}
