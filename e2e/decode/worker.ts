import { expose } from 'comlink'
import { PlumbError } from '#domain/errors.ts'
import { decode } from '#engine/worker/decode/decode.ts'

/** The engine's decoder without the engine around it. */
export interface DecodeApi {
  /** @param base64  the file */
  decode(base64: string): Promise<Decoded>
}

/** The size of a picture and its pixels, RGB as base64, since lists of numbers take seconds to cross; or the code of what went wrong. */
export type Decoded = { readonly width: number; readonly height: number; readonly pixels: string } | string

const api: DecodeApi = {
  async decode(base64) {
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0))
    try {
      const { raster } = await decode(new Blob([bytes]))
      return { width: raster.width, height: raster.height, pixels: base64Of(raster.data) }
    } catch (thrown) {
      if (thrown instanceof PlumbError) return thrown.code
      throw thrown
    }
  },
}

function base64Of(bytes: Uint8Array | Uint8ClampedArray): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return btoa(text)
}

expose(api)
