import type { DetectorKeypoints, Face, FivePoints } from '#domain/alignment/face.ts'
import { interEyeDistance } from '#domain/alignment/inter-eye-distance.ts'
import { distance, midpoint, type Point } from '#domain/geometry/point.ts'
import { type BenchFace, variantOf } from '#stores/lab/bench.ts'
import { useLabModels } from '#stores/lab/models.ts'
import { fixed, whole } from '#ui/format.ts'
import { ModelKey } from '#ui/mark/model-key.tsx'

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
  const pairs = pairsOf(landmarks, keypoints).map(({ label, landmarker, detector }) => ({
    label,
    apart: distance(landmarker, detector) / unit,
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
    </section>
  )
}

const missingWords: Readonly<Record<Face['source'], string>> = {
  landmarker: 'The face detector has no points of this face to compare with.',
  detector: 'The landmarker found nothing on this face: only the detector’s points are there.',
  manual: 'The points of this face were set by hand: there is no detector to compare with.',
}
