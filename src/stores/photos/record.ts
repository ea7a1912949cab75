import { listOf } from '#domain/alignment/face.ts'
import { toMatrix } from '#domain/geometry/similarity.ts'
import type { FaceRecord, FailedRecord, ResultRecord, VariantRecord } from '#domain/quality/record.ts'
import type { EngineInfo, ScoredVariant } from '#engine/protocol.ts'
import { type FaceEntry, hiddenIds, type PhotoEntry, type PhotosState } from './photos.ts'
import { noFace } from './rows.ts'
import { scoresOf } from './scores.ts'

/**
 * The list as the result record: every face that has a score, every photo that has none. What was removed is left out.
 * @param created  when, for the record's own date
 */
export function toRecord(state: PhotosState, info: EngineInfo | null, created: Date): ResultRecord {
  const hidden = hiddenIds(state)
  const photos = state.order.flatMap((id) => (hidden.has(id) ? [] : (state.photos[id] ?? [])))
  const facesOf = (photo: PhotoEntry) => photo.faces.flatMap((id) => (hidden.has(id) ? [] : (state.faces[id] ?? [])))
  const shown = photos.flatMap(facesOf)
  return {
    schema: 1,
    app: { name: 'Plumb', version: __APP_VERSION__ },
    created: created.toISOString(),
    backend: info?.backend ?? 'wasm',
    landmarks: shown.length > 0 && shown.every(({ face }) => face.source === 'detector') ? 'detector' : 'landmarker',
    models: info?.models.map(({ id, sha256 }) => ({ id, sha256 })) ?? [],
    faces: shown.flatMap((face) => faceRecord(state.photos[face.photoId]!.name, face)),
    failed: photos.flatMap((photo) => failures(photo, facesOf(photo))),
  }
}

function faceRecord(file: string, face: FaceEntry): FaceRecord[] {
  const scores = scoresOf(face)
  if (!face.reference || !scores) return []
  const { x, y, width, height } = face.face.box
  const scored = face.outcomes.filter((outcome): outcome is ScoredVariant => 'scores' in outcome)
  return [
    {
      file,
      face: face.index,
      box: { x, y, width, height },
      landmarks: listOf(face.face.landmarks).map((p) => [p.x, p.y] as const),
      confidence: face.face.confidence,
      scores,
      variants: [face.reference, ...scored].map(variantRecord),
    },
  ]
}

const variantRecord = ({ procedure, misalignment, transform, scores }: ScoredVariant): VariantRecord => ({
  procedure,
  misalignment,
  transform: toMatrix(transform),
  scores,
})

function failures(photo: PhotoEntry, faces: readonly FaceEntry[]): FailedRecord[] {
  const nothingFound = photo.size !== null && photo.faces.length === 0
  const own = photo.failure ?? (nothingFound ? noFace : null)
  return [own, ...faces.map(({ failure }) => failure)].flatMap((failure) =>
    failure ? [{ file: photo.name, code: failure.code, message: failure.message }] : [],
  )
}
