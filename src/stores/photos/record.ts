import { type FailedRecord, type ResultRecord, type ScoredFace, toRecord } from '#domain/quality/record.ts'
import type { EngineInfo, OwnModel, ScoredVariant } from '#engine/protocol.ts'
import { type FaceEntry, hiddenIds, type PhotoEntry, type PhotosState } from './photos.ts'
import { noFace } from './rows.ts'
import { scoresOf } from './scores.ts'

/**
 * The list as the result record: every face that has a score, every photo that has none. What was removed is left out.
 * @param created  when, for the record's own date
 */
export function listRecord(state: PhotosState, info: EngineInfo | null, created: Date): ResultRecord {
  const hidden = hiddenIds(state)
  const photos = state.order.flatMap((id) => (hidden.has(id) ? [] : (state.photos[id] ?? [])))
  const facesOf = (photo: PhotoEntry) => photo.faces.flatMap((id) => (hidden.has(id) ? [] : (state.faces[id] ?? [])))
  return toRecord(
    {
      ...about(photos.flatMap(facesOf), info, created),
      failed: photos.flatMap((photo) => failures(photo, facesOf(photo))),
    },
    photos.flatMap((photo) => facesOf(photo).flatMap((face) => scoredFace(photo.name, face) ?? [])),
  )
}

/**
 * One face as the result record, with more crops than its own: those of the Lab.
 * @param more  in the order in which they shall stand
 * @param own   the person's models that scored too
 */
export function faceRecord(
  { photo, face }: { readonly photo: PhotoEntry; readonly face: FaceEntry },
  more: ScoredFace['variants'],
  info: EngineInfo | null,
  own: readonly OwnModel[],
  created: Date,
): ResultRecord {
  const scored = scoredFace(photo.name, face)
  const faces = scored ? [{ ...scored, variants: [...scored.variants, ...more] }] : []
  const shared = about([face], info, created)
  const models = [...shared.models, ...own.map(({ id, sha256 }) => ({ id, sha256 }))]
  return toRecord({ ...shared, models, failed: [] }, faces)
}

const about = (faces: readonly FaceEntry[], info: EngineInfo | null, created: Date) =>
  ({
    version: __APP_VERSION__,
    created: created.toISOString(),
    backend: info?.backend ?? 'wasm',
    landmarks: faces.length > 0 && faces.every(({ face }) => face.source === 'detector') ? 'detector' : 'landmarker',
    models: info?.models.map(({ id, sha256 }) => ({ id, sha256 })) ?? [],
  }) as const

/** Null before its first score. */
function scoredFace(file: string, entry: FaceEntry): ScoredFace | null {
  const { index, face, reference, outcomes } = entry
  const scores = scoresOf(entry)
  if (!reference || !scores) return null
  const scored = outcomes.filter((outcome): outcome is ScoredVariant => 'scores' in outcome)
  return { file, index, face, scores, variants: [reference, ...scored] }
}

function failures(photo: PhotoEntry, faces: readonly FaceEntry[]): FailedRecord[] {
  const nothingFound = photo.size !== null && photo.faces.length === 0
  const own = photo.failure ?? (nothingFound ? noFace : null)
  return [own, ...faces.map(({ failure }) => failure)].flatMap((failure) =>
    failure ? [{ file: photo.name, code: failure.code, message: failure.message }] : [],
  )
}
