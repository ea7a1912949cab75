import { useSyncExternalStore } from 'react'
import { NoFaceError } from '#engine/errors.ts'
import type { EngineInfo } from '#engine/protocol.ts'
import { useEngine } from '../engine.ts'
import { type Sort, useSettings } from '../settings.ts'
import {
  type FaceEntry,
  type Failure,
  failureOf,
  hiddenIds,
  type PhotoEntry,
  type PhotosState,
  usePhotos,
} from './photos.ts'
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

/** What the list says of a photo in which no face was found. */
export const noFace: Failure = failureOf(new NoFaceError())

/** A row that can be selected and shown in the detail. */
export const isSelectable = (row: Row): boolean => row.kind !== 'group' && row.kind !== 'removed'

/** As people count: 2.jpg before 10.jpg. */
const byName = new Intl.Collator(undefined, { numeric: true }).compare

/**
 * The lines of the list in order. Photos stand where their best face does; faces of one photo stay together below it.
 * What has no score yet, and what never will, comes last, in order of arrival.
 */
export function listRows(state: PhotosState, info: EngineInfo | null, sort: Sort): readonly Row[] {
  const context: Context = { info, sort, removed: state.removed, hidden: hiddenIds(state) }
  const blocks = state.order.flatMap((id) => {
    const photo = state.photos[id]
    const block = photo && blockOf(photo, state.faces, context)
    return block && block.rows.length > 0 ? block : []
  })
  const sorted = blocks.toSorted((a, b) => a.rank - b.rank || (sort === 'name' ? byName(a.name, b.name) : 0))
  return sorted.flatMap(({ rows }) => rows)
}

/** What a photo's rows depend on besides the photo and its faces. */
interface Context {
  readonly info: EngineInfo | null
  readonly sort: Sort
  readonly removed: PhotosState['removed']
  readonly hidden: ReadonlySet<string>
}

/** The rows of a photo, and where they stand. */
interface Block {
  readonly rows: readonly Row[]
  readonly rank: number
  readonly name: string
  readonly madeOf: readonly unknown[]
}

/** One result in a list of thousands changes one photo's rows; the others are taken from here. */
const blocks = new WeakMap<PhotoEntry, Block>()

function blockOf(photo: PhotoEntry, all: PhotosState['faces'], context: Context): Block {
  const faces = photo.faces.map((id) => all[id])
  const madeOf = [context.info, context.sort, context.removed, ...faces]
  const before = blocks.get(photo)
  if (before && madeOf.every((part, index) => part === before.madeOf[index])) return before
  const block = {
    ...makeBlock(
      photo,
      faces.filter((face) => face !== undefined),
      context,
    ),
    name: photo.name,
    madeOf,
  }
  blocks.set(photo, block)
  return block
}

function makeBlock(photo: PhotoEntry, faces: readonly FaceEntry[], { info, sort, removed, hidden }: Context) {
  const rank = (face: FaceEntry) => rankOf(face, info, sort)
  const best = Math.min(...faces.map(rank), Number.POSITIVE_INFINITY)
  const last = removed.at(-1)
  const lastId = last && (last.faceId ?? last.photoId)
  const rows = hidden.has(photo.id)
    ? removedRow(photo.id, photo.name, lastId)
    : photoRows(photo, inOrder(faces, rank), hidden, lastId)
  return { rows, rank: sort === 'name' ? 0 : best }
}

/** The line of what was removed last; what was removed before it has none. */
const removedRow = (id: string, name: string, lastId: string | undefined): readonly Row[] =>
  id === lastId ? [{ kind: 'removed', id, name }] : []

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
    return [...removedRow(face.id, `${photo.name}, face ${face.index + 1}`, lastId)]
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

interface Tally {
  readonly photos: number
  readonly faces: number
  /** The student's, in the list's order. */
  readonly scores: readonly number[]
}

/** How many photos and faces the list holds, without what was removed, and the scores so far. */
export function tally(rows: readonly Row[], info: EngineInfo | null): Tally {
  const faces = rows.flatMap((row) => (row.kind === 'face' ? row : []))
  const photos = new Set(rows.flatMap((row) => (row.kind === 'removed' ? [] : row.photo.id)))
  const scores = faces.flatMap(({ face }) => scoreBy(face, info, 'student')?.score ?? [])
  return { photos: photos.size, faces: faces.length, scores }
}

let latest: { readonly key: readonly unknown[]; readonly rows: readonly Row[]; readonly tally: Tally } | null = null

/** The list as it is now, computed once for each state of the stores. */
export const currentRows = (): readonly Row[] => current().rows

function current() {
  const state = usePhotos.getState()
  const { info } = useEngine.getState()
  const { sort } = useSettings.getState()
  // Progress alone changes no row.
  const key = [state.photos, state.faces, state.order, state.removed, info, sort]
  if (!latest || key.some((part, index) => part !== latest?.key[index])) {
    const rows = listRows(state, info, sort)
    latest = { key, rows, tally: tally(rows, info) }
  }
  return latest
}

/** The list, and renders again when it changes. */
export function useRows(): readonly Row[] {
  return useSyncExternalStore(subscribe, currentRows)
}

/** What the list holds, and renders again when that changes. */
export function useTally(): Tally {
  return useSyncExternalStore(subscribe, () => current().tally)
}

function subscribe(listener: () => void) {
  const leave = [usePhotos, useEngine, useSettings].map((store) => store.subscribe(listener))
  return () => {
    for (const stop of leave) stop()
  }
}
