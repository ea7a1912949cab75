import type { Format, FormatName } from '#domain/picture-file/format.ts'
import { mostFrames } from '#domain/picture-file/frames.ts'

const types: Partial<Readonly<Record<FormatName, string>>> = {
  GIF: 'image/gif',
  WebP: 'image/webp',
  PNG: 'image/png',
  AVIF: 'image/avif',
}

/**
 * The frames of an animation after the first, one by one; none where the browser cannot tell frames apart, as Safari. Whoever
 * takes a frame closes it. An animation that is damaged further on has shown its first frame, and ends there.
 */
export async function* laterFrames(bytes: Uint8Array<ArrayBuffer>, { name }: Format): AsyncGenerator<ImageBitmap> {
  const type = types[name]
  if (!type || typeof ImageDecoder === 'undefined') return
  const decoder = new ImageDecoder({ data: bytes, type, colorSpaceConversion: 'none' })
  try {
    await decoder.tracks.ready
    await decoder.completed
    const frames = Math.min(decoder.tracks.selectedTrack?.frameCount ?? 1, mostFrames)
    for (let frameIndex = 1; frameIndex < frames; frameIndex++) {
      const { image } = await decoder.decode({ frameIndex })
      const frame = await createImageBitmap(image)
      image.close()
      yield frame
    }
  } catch {
    return
  } finally {
    decoder.close()
  }
}
