import {
  type FailedRecord,
  type ModelRecord,
  type ResultRecord,
  type ScoredFace,
  toRecord,
} from '#domain/quality/record.ts'
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

/** A face on the bench of the Lab, with what was scored of it there. */
export interface LabFace {
  readonly photo: PhotoEntry
  readonly face: FaceEntry
  readonly sweeps: NonNullable<ScoredFace['sweeps']>
  /** Crops besides the face's own, in the order in which they shall stand. */
  readonly more: ScoredFace['variants']
}

/**
 * What is on the bench of the Lab as the result record.
 * @param own  the person's models that scored too
 */
export function labRecord(
  faces: readonly LabFace[],
  info: EngineInfo | null,
  own: readonly OwnModel[],
  created: Date,
): ResultRecord {
  const shared = about(
    faces.map(({ face }) => face),
    info,
    created,
  )
  return toRecord(
    { ...shared, models: [...shared.models, ...own.map(ownRecord)], failed: [] },
    faces.flatMap(({ photo, face, sweeps, more }) => {
      const scored = scoredFace(photo.name, face)
      return scored ? [{ ...scored, sweeps, variants: [...scored.variants, ...more] }] : []
    }),
  )
}

const ownRecord = ({ id, sha256, file, input, scale }: OwnModel): ModelRecord => ({
  id,
  sha256,
  own: { file, input: { ...input, range: [0, 255] }, scale },
})

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
  // A face that has a score is among the faces, without its stability where the rest failed.
  const unscored = faces.filter(({ reference }) => !reference)
  return [own, ...unscored.map(({ failure }) => failure)].flatMap((failure) =>
    failure ? [{ file: photo.name, code: failure.code, message: failure.message }] : [],
  )
}
