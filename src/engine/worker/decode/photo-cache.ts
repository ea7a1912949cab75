import type { PhotoHandle } from '../../protocol.ts'

/** Megapixels that stay decoded: the two largest working sizes, 150 MB. */
const cachePixels = 50e6

interface Pixels {
  readonly raster: { readonly width: number; readonly height: number }
}

/** Keeps the photos that were used last, up to a number of pixels; any other is decoded again from its blob. */
export interface PhotoCache<Photo extends Pixels> {
  get(handle: PhotoHandle): Promise<Photo>
  /** From here on nothing of the photo is kept, also not what is being decoded, until `remember`. */
  forget(id: string): void
  remember(id: string): void
}

export function createPhotoCache<Photo extends Pixels>(
  decode: (blob: Blob) => Promise<Photo>,
  limit: number = cachePixels,
): PhotoCache<Photo> {
  /** In order of use, the last used at the end. */
  const kept = new Map<string, Photo>()
  const forgotten = new Set<string>()

  const pixels = () => {
    let sum = 0
    for (const { raster } of kept.values()) sum += raster.width * raster.height
    return sum
  }

  return {
    async get({ id, blob }) {
      const photo = kept.get(id) ?? (await decode(blob))
      if (forgotten.has(id)) return photo
      kept.delete(id)
      kept.set(id, photo)
      for (const oldest of kept.keys()) {
        if (oldest === id || pixels() <= limit) break
        kept.delete(oldest)
      }
      return photo
    },
    forget(id) {
      forgotten.add(id)
      kept.delete(id)
    },
    remember: (id) => void forgotten.delete(id),
  }
}
