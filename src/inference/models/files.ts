import type { Manifest } from '#domain/quality/manifest.ts'
import { InsecureAddressError, ManifestInvalidError, ModelChecksumError, ModelLoadError } from './errors.ts'
import { parseManifest } from './manifest.ts'

/** What manifest.json says about a file beside it. */
export interface FileEntry {
  readonly file: string
  readonly bytes: number
  readonly sha256: string
}

/** The folder that holds manifest.json and what it names. A file that has arrived is kept and not fetched again. */
export interface ModelFiles {
  /** @throws ModelLoadError, ManifestInvalidError */
  manifest(): Promise<Manifest>
  /**
   * Fetches files side by side and checks their hashes.
   * @param onProgress  called as bytes arrive, with those of all the files together
   * @throws ModelLoadError, ModelChecksumError, InsecureAddressError
   */
  load(
    entries: readonly FileEntry[],
    onProgress?: (loaded: number, total: number) => void,
  ): Promise<readonly Uint8Array<ArrayBuffer>[]>
}

/** @param folder  absolute address, with or without a slash at its end */
export function createModelFiles(folder: string, fetchFile: typeof fetch = fetch): ModelFiles {
  const address = (file: string) => `${folder.replace(/\/$/, '')}/${file}`
  /** By hash: what has arrived or is on its way. */
  const kept = new Map<string, Promise<Uint8Array<ArrayBuffer>>>()

  async function request(file: string, cache: RequestCache): Promise<Response> {
    const response = await fetchFile(address(file), { cache })
    if (!response.ok) throw new Error(`${file}: the server answers ${response.status}.`)
    return response
  }

  async function download(entry: FileEntry, cache: RequestCache, onBytes: (loaded: number) => void) {
    try {
      const response = await request(entry.file, cache)
      return await readAll(response, entry.bytes, onBytes)
    } catch (cause) {
      throw new ModelLoadError(entry.file, cause)
    }
  }

  async function fetchChecked(entry: FileEntry, onBytes: (loaded: number) => void) {
    // The browser's cache may still hold the file of an earlier release; a second look asks the server.
    for (const cache of ['default', 'reload'] as const) {
      const bytes = await download(entry, cache, onBytes)
      if ((await sha256(bytes)) === entry.sha256) return bytes
    }
    throw new ModelChecksumError(entry.file)
  }

  async function fetchOnce(entry: FileEntry, onBytes: (loaded: number) => void) {
    const coming = kept.get(entry.sha256) ?? fetchChecked(entry, onBytes)
    kept.set(entry.sha256, coming)
    coming.catch(() => kept.delete(entry.sha256))
    const bytes = await coming
    onBytes(bytes.length)
    return bytes
  }

  return {
    async manifest() {
      let text: string
      try {
        text = await (await request('manifest.json', 'no-cache')).text()
      } catch (cause) {
        throw new ModelLoadError('manifest.json', cause)
      }
      return parseManifest(parseJson(text))
    },

    async load(entries, onProgress = () => {}) {
      const total = entries.reduce((sum, entry) => sum + entry.bytes, 0)
      const loaded = entries.map(() => 0)
      return Promise.all(
        entries.map((entry, i) =>
          fetchOnce(entry, (bytes) => {
            loaded[i] = Math.min(bytes, entry.bytes)
            onProgress(
              loaded.reduce((sum, each) => sum + each, 0),
              total,
            )
          }),
        ),
      )
    },
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new ManifestInvalidError('manifest.json is not JSON')
  }
}

/** Reads up to one byte more than expected: more is wrong already, and a wrong file may be endless. */
async function readAll(response: Response, expected: number, onBytes: (loaded: number) => void) {
  const bytes = new Uint8Array(expected + 1)
  let length = 0
  if (!response.body) throw new Error('The answer has no body.')
  for (const reader = response.body.getReader(); ; ) {
    const { done, value } = await reader.read()
    if (done) break
    const part = value.subarray(0, bytes.length - length)
    bytes.set(part, length)
    length += part.length
    onBytes(length)
    if (length > expected) {
      await reader.cancel()
      break
    }
  }
  return bytes.slice(0, length)
}

/** @returns 64 lower-case hexadecimal digits */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  // Absent outside secure contexts, which the types do not know.
  const subtle = crypto.subtle as SubtleCrypto | undefined
  if (!subtle) throw new InsecureAddressError()
  return Array.from(new Uint8Array(await subtle.digest('SHA-256', bytes)), (byte) =>
    byte.toString(16).padStart(2, '0'),
  ).join('')
}
