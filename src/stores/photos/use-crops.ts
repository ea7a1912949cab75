import { useEffect, useState } from 'react'
import { create } from 'zustand'
import type { Similarity } from '#domain/geometry/similarity.ts'
import { useEngine } from '../engine.ts'
import { crops } from '../session.ts'
import { type Failure, failureOf, type PhotoEntry } from './photos.ts'

/** A crop to show, by a key of the caller's. */
export interface WantedCrop {
  readonly key: string
  readonly transform: Similarity<'source', 'crop'>
}

/** Crops that are kept: more than any list shows at once. */
const KEPT = 100

/** Why crops of a photo could not be had, by photo id, and how often all that are missing were asked for again. */
const useMissing = create<{ readonly failures: Readonly<Record<string, Failure>>; readonly attempt: number }>()(() => ({
  failures: {},
  attempt: 0,
}))

/** Why some crops of a photo are missing; null where none is. */
export const useCropFailure = (photoId: string): Failure | null =>
  useMissing(({ failures }) => failures[photoId] ?? null)

/** Asks again for the crops that are missing wherever they are shown. */
export const retryCrops = (): void => useMissing.setState(({ attempt }) => ({ failures: {}, attempt: attempt + 1 }))

/** Crops of one photo by key. Only those whose key is new are fetched; a photo's key always means the same crop. */
export function useCrops(photo: PhotoEntry, wanted: readonly WantedCrop[]): ReadonlyMap<string, Blob> {
  const [known, setKnown] = useState<ReadonlyMap<string, Blob>>(new Map())
  const attempt = useMissing((state) => state.attempt)
  const isAway = useEngine(({ status }) => status.state === 'failed')
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is all that `retryCrops` asks for.
  useEffect(() => {
    const missing = wanted.filter(({ key }) => !known.has(key))
    if (missing.length === 0 || isAway) return
    const leaving = new AbortController()
    const transforms = missing.map(({ transform }) => transform)
    crops(photo, transforms, leaving.signal).then(
      (blobs) => {
        const fresh = blobs.map((blob, index) => [missing[index]!.key, blob] as const)
        if (!leaving.signal.aborted && fresh.length > 0)
          setKnown((before) => new Map([...before, ...fresh].slice(-KEPT)))
      },
      (thrown: unknown) => {
        if (!leaving.signal.aborted)
          useMissing.setState(({ failures }) => ({ failures: { ...failures, [photo.id]: failureOf(thrown) } }))
      },
    )
    return () => leaving.abort()
  }, [photo, wanted, known, attempt, isAway])
  return known
}
