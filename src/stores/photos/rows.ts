import { useSyncExternalStore } from 'react'
import type { EngineInfo } from '#engine/protocol.ts'
import { useEngine } from '../engine.ts'
import { type Sort, useSettings } from '../settings.ts'
import { type FaceEntry, type Failure, type PhotoEntry, type PhotosState, usePhotos } from './photos.ts'
import { scoreBy } from './scores.ts'

/** One line of the list. */
export type Row =
  /** A photo with several faces, above them. */
  | { readonly kind: 'group'; readonly id: string; readonly photo: PhotoEntry; readonly faces: number }
  | {
      readonly kind: 'face'
      readonly id: string
      readonly photo: PhotoEntry
      readonly face: FaceEntry
      readonly nested: boolean
    }
  | { readonly kind: 'finding'; readonly id: string; readonly photo: PhotoEntry }
  | { readonly kind: 'problem'; readonly id: string; readonly photo: PhotoEntry; readonly failure: Failure }
  /** What was removed last, where it stood. */
  | { readonly kind: 'removed'; readonly id: string; readonly name: string }

/** What the list says of a photo in which no face was found; the remedy is look.md's. */
export const noFace: Failure = {
  code: 'no-face',
  message: 'No face found.',
  remedy: 'Click the right eye, left eye, nose tip and both mouth corners. Right is the person’s right.',
}

/** A row that can be selected and shown in the detail. */
export const isSelectable = (row: Row): boolean => row.kind !== 'group' && row.kind !== 'removed'

type Ranked<T> = { readonly item: T; readonly rank: number; readonly name: string }

/**
 * The lines of the list in order. Photos stand where their best face does; faces of one photo stay together below it.
 * What has no score yet, and what never will, comes last, in order of arrival.
 */
export function listRows(state: PhotosState, info: EngineInfo | null, sort: Sort): readonly Row[] {
  const last = state.removed.at(-1)
  const hidden = new Set(state.removed.map(({ photoId, faceId }) => faceId ?? photoId))
  const lastId = last && (last.faceId ?? last.photoId)
  const rank = (face: FaceEntry) => rankOf(face, info, sort)
  const blocks = state.order.flatMap((id): Ranked<readonly Row[]>[] => {
    const photo = state.photos[id]
    if (!photo) return []
    const faces = photo.faces.flatMap((faceId) => state.faces[faceId] ?? [])
    const bestRank = Math.min(...faces.map(rank), Number.POSITIVE_INFINITY)
    const block = (item: readonly Row[]) => [{ item, rank: sort === 'name' ? 0 : bestRank, name: photo.name }]
    if (hidden.has(id)) return id === lastId ? block([{ kind: 'removed', id, name: photo.name }]) : []
    return block(photoRows(photo, inOrder(faces, rank), hidden, lastId))
  })
  const sorted = blocks.toSorted((a, b) => a.rank - b.rank || (sort === 'name' ? a.name.localeCompare(b.name) : 0))
  return sorted.flatMap(({ item }) => item)
}

function photoRows(
  photo: PhotoEntry,
  faces: readonly FaceEntry[],
  hidden: ReadonlySet<string>,
  lastId: string | undefined,
): readonly Row[] {
  if (photo.failure) return [{ kind: 'problem', id: photo.id, photo, failure: photo.failure }]
  if (!photo.size) return [{ kind: 'finding', id: photo.id, photo }]
  if (faces.length === 0) return [{ kind: 'problem', id: photo.id, photo, failure: noFace }]
  const nested = faces.length > 1
  const rows = faces.flatMap((face): Row[] => {
    if (!hidden.has(face.id)) return [{ kind: 'face', id: face.id, photo, face, nested }]
    return face.id === lastId ? [{ kind: 'removed', id: face.id, name: `${photo.name}, face ${face.index + 1}` }] : []
  })
  const shown = rows.filter(({ kind }) => kind === 'face').length
  return nested && rows.length > 0 ? [{ kind: 'group', id: photo.id, photo, faces: shown }, ...rows] : rows
}

const inOrder = (faces: readonly FaceEntry[], rank: (face: FaceEntry) => number) =>
  faces.length > 1 ? faces.toSorted((a, b) => rank(a) - rank(b)) : faces

/** Small comes first; what has no number comes after all that has one. */
function rankOf(face: FaceEntry, info: EngineInfo | null, sort: Sort): number {
  const student = scoreBy(face, info, 'student')
  const last = Number.MAX_VALUE
  switch (sort) {
    case 'score-high':
      return student ? -student.score : last
    case 'score-low':
      return student?.score ?? last
    case 'steady-first':
      return student?.spread ?? last
    case 'steady-last':
      return student?.spread != null ? -student.spread : last
    case 'name':
      return face.index
  }
}

/** How many photos and faces the list holds, without what was removed, and the student's scores so far. */
export function tally(rows: readonly Row[], info: EngineInfo | null) {
  const faces = rows.flatMap((row) => (row.kind === 'face' ? row : []))
  const photos = new Set(rows.flatMap((row) => (row.kind === 'removed' ? [] : row.photo.id)))
  const scores = faces.flatMap(({ face }) => scoreBy(face, info, 'student')?.score ?? [])
  return { photos: photos.size, faces: faces.length, scores }
}

let latest: { readonly key: readonly unknown[]; readonly rows: readonly Row[] } = { key: [], rows: [] }

/** The list as it is now, computed once for each state of the stores. */
export function currentRows(): readonly Row[] {
  const state = usePhotos.getState()
  const { info } = useEngine.getState()
  const { sort } = useSettings.getState()
  // Progress alone changes no row.
  const key = [state.photos, state.faces, state.order, state.removed, info, sort]
  if (key.some((part, index) => part !== latest.key[index])) latest = { key, rows: listRows(state, info, sort) }
  return latest.rows
}

/** The list, and renders again when it changes. */
export function useRows(): readonly Row[] {
  return useSyncExternalStore(subscribe, currentRows)
}

function subscribe(listener: () => void) {
  const leave = [usePhotos, useEngine, useSettings].map((store) => store.subscribe(listener))
  return () => {
    for (const stop of leave) stop()
  }
}
