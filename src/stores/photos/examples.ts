import type { Face } from '#domain/alignment/face.ts'
import { noMisalignment } from '#domain/alignment/misalignment.ts'
import { procedures } from '#domain/alignment/procedures.ts'
import { P24 } from '#domain/alignment/protocols.ts'
import { box, point } from '#domain/geometry/point.ts'
import { similarity } from '#domain/geometry/similarity.ts'
import type { ThresholdEffects } from '#domain/quality/manifest.ts'
import type { EngineInfo, ScoredVariant, VariantSpec } from '#engine/protocol.ts'
import type { ScoringEvent } from '#engine/scoring-queue.ts'
import { useEngine } from '../engine.ts'
import { applyEvents, putPhotos, usePhotos } from './photos.ts'
import { useSelection } from './selection.ts'

/** Plain records for tests of the page: what the engine would have told, with numbers that a reader can check. */

const model = { bytes: 1, reference: { name: 'LFW-D', n: 7701, thresholds: null }, msPerFace: 12 }

export const info: EngineInfo = {
  backend: 'wasm',
  reason: { code: 'no-webgpu' },
  threads: 2,
  models: [
    { ...model, id: 'plumb-s', role: 'student', sha256: '3f9a1c2e00' },
    { ...model, id: 'plumb-b', role: 'baseline', sha256: '77e0d21400' },
  ],
}

const everyThreshold = <T>(of: (threshold: number) => T) => Array.from({ length: 101 }, (_, threshold) => of(threshold))

/** At 20 it gains, at 40 nothing, at 60 it loses, and from 90 on no comparison is left. */
export const thresholdEffects: ThresholdEffects = {
  judge: 'EdgeFace-XS',
  date: '2026-01-31',
  fmr: 0.001,
  impostors: 'all',
  genuine: 3000,
  discarded: everyThreshold((threshold) => threshold / 100),
  kept: everyThreshold((threshold) => (threshold < 90 ? 1 - (1.5 * threshold) / 100 : 0)).map((share) =>
    Math.max(0, share),
  ),
  fnmr: everyThreshold((threshold) => {
    if (threshold >= 90) return null
    if (threshold >= 60) return 0.05
    return threshold >= 20 && threshold < 40 ? 0.019 : 0.041
  }),
  low: everyThreshold((threshold) => (threshold < 90 ? 0.014 : null)),
  high: everyThreshold((threshold) => (threshold < 90 ? 0.025 : null)),
}

/** Eyes 44 px apart, level. */
export const face: Face = {
  photo: { width: 512, height: 512 },
  box: box(176, 66, 98, 118),
  confidence: 0.93,
  source: 'landmarker',
  landmarks: {
    rightEye: point(203, 102),
    leftEye: point(247, 102),
    noseTip: point(224, 123),
    mouthRight: point(205, 140),
    mouthLeft: point(245, 140),
  },
  keypoints: null,
  mesh: null,
}

/** The same where the landmarker found nothing: the detector's four points, and no corners of the mouth. */
export const detectedFace: Face = {
  ...face,
  source: 'detector',
  keypoints: {
    rightEye: face.landmarks.rightEye,
    leftEye: face.landmarks.leftEye,
    noseTip: face.landmarks.noseTip,
    mouthCentre: point(225, 140),
    rightTragion: point(180, 110),
    leftTragion: point(270, 110),
  },
}

const variant = (spec: VariantSpec, student: number, baseline: number): ScoredVariant => ({
  ...spec,
  transform: similarity(1, 0, -160, -60),
  scores: { 'plumb-s': { raw: student / 50, score: student }, 'plumb-b': { raw: baseline / 50, score: baseline } },
})

interface Example {
  readonly id: string
  readonly name: string
  readonly faces: readonly {
    readonly student: number
    readonly baseline: number
    /** Every crop of P24 moves the student's score down by this; the baseline's by twice as much. Absent: not measured. */
    readonly spread?: number
  }[]
}

/** Empties the stores and puts example photos in, as if the engine had scored them. */
export function showExamples(examples: readonly Example[]): void {
  usePhotos.setState(usePhotos.getInitialState(), true)
  useSelection.setState(useSelection.getInitialState(), true)
  useEngine.setState({ status: { state: 'ready', info }, info })
  putPhotos(examples.map(({ id, name }) => ({ id, name, blob: new Blob([name]) })))
  applyEvents(examples.flatMap(eventsOf))
}

function eventsOf({ id: photoId, faces }: Example): ScoringEvent[] {
  const found = faces.map(() => ({ face, thumbnail: new Blob(['crop']) }))
  return [
    { kind: 'found', photoId, photo: { ...face.photo, faces: found } },
    ...faces.flatMap(({ student, baseline, spread }, index): ScoringEvent[] => {
      const ref = { photoId, face: index }
      const reference = variant({ procedure: 'landmarker-5pt', misalignment: null }, student, baseline)
      const scored: ScoringEvent = { kind: 'referenceScored', ...ref, outcome: reference }
      if (spread === undefined) return [scored]
      const others = procedures
        .slice(1)
        .map(({ id }) => variant({ procedure: id, misalignment: null }, student, baseline))
      const misaligned = P24.map((change) =>
        variant(
          { procedure: 'landmarker-5pt', misalignment: { ...noMisalignment, ...change } },
          student - spread,
          baseline - 2 * spread,
        ),
      )
      return [scored, { kind: 'measured', ...ref, outcomes: [...others, ...misaligned], remaining: 0 }]
    }),
  ]
}
