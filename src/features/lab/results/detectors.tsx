import type { DetectorKeypoints, Face, FivePoints } from '#domain/alignment/face.ts'
import { interEyeDistance } from '#domain/alignment/inter-eye-distance.ts'
import { distance, midpoint, type Point } from '#domain/geometry/point.ts'
import { apply, type Similarity } from '#domain/geometry/similarity.ts'
import { cropSize } from '#domain/geometry/template.ts'
import { type BenchFace, variantOf } from '#stores/lab/bench.ts'
import { useLabModels } from '#stores/lab/models.ts'
import { fixed, whole } from '#ui/format.ts'
import { ModelKey } from '#ui/mark/model-key.tsx'
import { Picture } from '#ui/picture.tsx'

interface Pair {
  readonly label: string
  readonly landmarker: Point<'source'>
  readonly detector: Point<'source'>
}

const pairsOf = (landmarks: FivePoints, keypoints: DetectorKeypoints): readonly Pair[] => [
  { label: 'Right eye', landmarker: landmarks.rightEye, detector: keypoints.rightEye },
  { label: 'Left eye', landmarker: landmarks.leftEye, detector: keypoints.leftEye },
  { label: 'Nose tip', landmarker: landmarks.noseTip, detector: keypoints.noseTip },
  {
    label: 'Mouth’s middle',
    landmarker: midpoint(landmarks.mouthRight, landmarks.mouthLeft),
    detector: keypoints.mouthCentre,
  },
]

/** MediaPipe's landmarker against its detector on one face: how far their points lie apart, and what both score. */
export function Detectors({ face }: BenchFace) {
  const models = useLabModels()
  const { landmarks, keypoints, source } = face.face
  if (source !== 'landmarker' || !keypoints)
    return (
      <section className="lab-section">
        <header>
          <h2>Two detectors</h2>
        </header>
        <p className="quiet">{missingWords[source]}</p>
      </section>
    )
  const unit = interEyeDistance(landmarks)
  const pairs = pairsOf(landmarks, keypoints).map((pair) => ({
    ...pair,
    apart: distance(pair.landmarker, pair.detector) / unit,
  }))
  const mean = pairs.reduce((sum, { apart }) => sum + apart, 0) / pairs.length
  const scored = (['landmarker-5pt', 'detector-keypoints'] as const).map((procedure) => {
    const outcome = variantOf(face, procedure)
    return outcome && 'scores' in outcome ? outcome.scores : null
  })
  return (
    <section className="lab-section">
      <header>
        <h2>Two detectors</h2>
        <span className="quiet">landmarker against face detector, distance in percent of the eye distance</span>
      </header>
      <div className="detectors-pair">
        {face.reference && <Both crop={face.thumbnail} transform={face.reference.transform} pairs={pairs} />}
        <dl className="detectors">
          {pairs.map(({ label, apart }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd>{fixed(100 * apart, 1)}%</dd>
            </div>
          ))}
          <div>
            <dt>Mean</dt>
            <dd>
              <b>{fixed(100 * mean, 1)}%</b>
            </dd>
          </div>
          {models.map(({ id, kind, label }) => {
            const [from, to] = scored.map((scores) => scores?.[id]?.score)
            return (
              <div key={id}>
                <dt>
                  <ModelKey model={kind} label={label} />
                </dt>
                <dd className={`of-${kind}`}>
                  {from === undefined ? '··' : whole(from)} → {to === undefined ? '··' : whole(to)}
                </dd>
              </div>
            )
          })}
        </dl>
      </div>
    </section>
  )
}

interface BothProps {
  /** The reference crop, and how it was cut. */
  readonly crop: Blob
  readonly transform: Similarity<'source', 'crop'>
  readonly pairs: readonly Pair[]
}

/** The points of both on the crop, each pair joined; told apart by form, since colour means a model. */
function Both({ crop, transform, pairs }: BothProps) {
  const ends = pairs.map(({ label, landmarker, detector }) => ({
    label,
    from: apply(transform, landmarker),
    to: apply(transform, detector),
  }))
  return (
    <figure className="detectors-picture">
      <div>
        <Picture blob={crop} alt="" />
        <svg viewBox={`-0.5 -0.5 ${cropSize} ${cropSize}`} aria-hidden="true">
          {(['halo', 'line'] as const).map((layer) => (
            <g key={layer} className={layer}>
              {ends.map(({ label, from, to }) => (
                <g key={label}>
                  <path d={`M${from.x} ${from.y}L${to.x} ${to.y}`} />
                  <circle cx={from.x} cy={from.y} r={2.5} />
                  <path d={`M${to.x - 2} ${to.y - 2}l4 4m0 -4l-4 4`} />
                </g>
              ))}
            </g>
          ))}
        </svg>
      </div>
      <figcaption className="quiet">○ landmarker, × detector</figcaption>
    </figure>
  )
}

const missingWords: Readonly<Record<Face['source'], string>> = {
  landmarker: 'The face detector has no points of this face to compare with.',
  detector: 'The landmarker found nothing on this face: only the detector’s points are there.',
  manual: 'The points of this face were set by hand: there is no detector to compare with.',
}
