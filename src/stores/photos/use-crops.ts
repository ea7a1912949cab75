import { useEffect, useState } from 'react'
import type { Similarity } from '#domain/geometry/similarity.ts'
import { crops } from '../session.ts'
import type { PhotoEntry } from './photos.ts'

/** A crop to show, by a key of the caller's. */
export interface WantedCrop {
  readonly key: string
  readonly transform: Similarity<'source', 'crop'>
}

/** Crops that are kept: more than any list shows at once. */
const KEPT = 100

/** Crops of one photo by key. Only those whose key is new are fetched; a photo's key always means the same crop. */
export function useCrops(photo: PhotoEntry, wanted: readonly WantedCrop[]): ReadonlyMap<string, Blob> {
  const [known, setKnown] = useState<ReadonlyMap<string, Blob>>(new Map())
  useEffect(() => {
    const missing = wanted.filter(({ key }) => !known.has(key))
    if (missing.length === 0) return
    const leaving = new AbortController()
    crops(
      photo,
      missing.map(({ transform }) => transform),
      leaving.signal,
    ).then(
      (blobs) => {
        const fresh = blobs.map((blob, index) => [missing[index]!.key, blob] as const)
        if (!leaving.signal.aborted && fresh.length > 0)
          setKnown((before) => new Map([...before, ...fresh].slice(-KEPT)))
      },
      // A crop that cannot be had leaves its place empty; its score stands below it all the same.
      () => undefined,
    )
    return () => leaving.abort()
  }, [photo, wanted, known])
  return known
}
