import { zipSync } from 'fflate'
import { create } from 'zustand'
import { isGoodAndSteady, keepBest, type Shot, shotSpacing } from '#domain/live/best-shots.ts'
import { type LiveSession, mainTrack } from '#domain/live/session.ts'
import { createNames } from '../free-name.ts'
import { hiddenIds, type PhotosState, usePhotos } from '../photos/photos.ts'
import { addPhotos } from '../session.ts'
import { mainPlace } from './main-place.ts'

/** A frame that was kept. */
export interface KeptShot extends Shot {
  readonly id: number
  /** Since the camera started, ms. */
  readonly since: number
  /** `Live 12-03-41.png` */
  readonly name: string
  /** The whole frame as the camera saw it, a PNG. */
  readonly picture: Blob
  /** The reference crop of the face that it is about. */
  readonly thumbnail: Blob
  /** That face's place among the frame's faces, from left to right, from 0. */
  readonly place: number
  /** Once it was added to the photos. */
  readonly photoId: string | null
}

interface Shots {
  /** Best first. */
  readonly shots: readonly KeptShot[]
  /** Why the last press of the shutter kept nothing; empty where it did. */
  readonly refusal: string
}

/** The best frames. They stay until the page is closed, whatever becomes of the camera. */
export const useShots = create<Shots>()(() => ({ shots: [], refusal: '' }))

const { setState: set, getState: get } = useShots

/** A frame that could be kept. */
export interface Candidate {
  readonly session: LiveSession
  readonly student: string
  readonly crop: ImageBitmap
  /** A person pressed the shutter. */
  readonly isAsked: boolean
  /** The frame itself; what it is at the time of the call. */
  encode(): Promise<Blob>
}

/** A second may bring two shots, and a day later comes the same time of day. */
const names = createNames()

let lastId = 0
/** By the frames' clock. */
let lastTaken: number | null = null

/** Keeps the frame where a person asked for it, or where it is good and steady. */
export function considerShot(candidate: Candidate): void {
  const { session, student, isAsked } = candidate
  if (isAsked || isGoodAndSteady(session, student, lastTaken)) void keep(candidate)
}

async function keep({ session, student, crop, encode, isAsked }: Candidate): Promise<void> {
  const { time, began } = session
  const score = mainTrack(session)?.readings[student]?.trace.at(-1)?.score
  if (time === null || began === null || score === undefined) return
  lastTaken = time
  const id = ++lastId
  if (keepBest(get().shots, { time, score } as KeptShot) === get().shots) {
    if (isAsked) set({ refusal: refusalOf(time, score) })
    return
  }
  const name = names.take(frameName(new Date()))
  const [picture, thumbnail] = await Promise.all([encode(), encodeCrop(crop)])
  const shot = {
    id,
    time,
    score,
    since: time - began,
    name,
    picture,
    thumbnail,
    place: mainPlace(session),
    photoId: null,
  }
  set(({ shots }) => ({ shots: keepBest(shots, shot), refusal: '' }))
}

function refusalOf(time: number, score: number): string {
  const isNear = get().shots.some((shot) => Math.abs(shot.time - time) < shotSpacing)
  return isNear
    ? 'Not kept: a better one is less than 1 s away.'
    : `Not kept: ${Math.round(score)} is below those that are.`
}

/** `Live 12-03-41.png` */
export function frameName(date: Date): string {
  const parts = [date.getHours(), date.getMinutes(), date.getSeconds()]
  return `Live ${parts.map((part) => `${part}`.padStart(2, '0')).join('-')}.png`
}

function encodeCrop(crop: ImageBitmap): Promise<Blob> {
  const canvas = new OffscreenCanvas(crop.width, crop.height)
  canvas.getContext('2d')?.drawImage(crop, 0, 0)
  return canvas.convertToBlob({ type: 'image/png' })
}

export const removeShot = (id: number): void => set(({ shots }) => ({ shots: shots.filter((shot) => shot.id !== id) }))

/** Whether a shot was added to the photos and is still there. */
export const isAmong = (photos: PhotosState, { photoId }: KeptShot): boolean =>
  photoId !== null && photoId in photos.photos && !hiddenIds(photos).has(photoId)

/** Adds a shot to the photos, unless it is among them, and returns its photo's id. */
export function addToPhotos(shot: KeptShot): string {
  const { id, name, picture } = shot
  if (isAmong(usePhotos.getState(), shot)) return shot.photoId!
  const [photoId = null] = addPhotos([{ name, blob: picture }])
  set(({ shots }) => ({ shots: shots.map((each) => (each.id === id ? { ...each, photoId } : each)) }))
  return photoId!
}

/** Every shot in one file. */
export async function zipShots(shots: readonly KeptShot[]): Promise<Blob> {
  const entries = shots.map(async ({ name, score, picture }) => {
    const bytes = new Uint8Array(await picture.arrayBuffer())
    return [`${Math.round(score)} ${name}`, bytes] as const
  })
  // PNGs are compressed already.
  return new Blob([zipSync(Object.fromEntries(await Promise.all(entries)), { level: 0 })], { type: 'application/zip' })
}
