import { PlumbError } from '#domain/errors.ts'
import { addPhotos } from '../session.ts'

/** The sample photos, as `npm run samples` makes them. */
export const samples = [
  { file: 'straight.jpg', label: 'Straight' },
  { file: 'tilted.jpg', label: 'Tilted' },
  { file: 'soft.jpg', label: 'Soft' },
  { file: 'dark.jpg', label: 'Dark' },
  { file: 'small.jpg', label: 'Small' },
  { file: 'moving.jpg', label: 'Moving' },
  { file: 'compressed.jpg', label: 'Compressed' },
  { file: 'covered.jpg', label: 'Covered' },
] as const

/** Address of a sample, under whatever path the page is served. */
export const sampleUrl = (file: string): string => `${import.meta.env.BASE_URL}samples/${file}`

class SamplesMissingError extends PlumbError {
  override readonly name = 'SamplesMissingError'
  readonly code = 'samples-missing'
  readonly remedy = 'Check the connection and try again, or choose photos of your own.'
  constructor(cause: unknown) {
    super('The samples could not be loaded.', { cause })
  }
}

/**
 * Fetches samples and adds them to the list, all or none.
 * @throws SamplesMissingError
 */
export async function addSamples(files: readonly string[]): Promise<void> {
  try {
    addPhotos(await Promise.all(files.map(load)))
  } catch (cause) {
    throw new SamplesMissingError(cause)
  }
}

async function load(name: string) {
  const response = await fetch(sampleUrl(name))
  if (!response.ok) throw new Error(`${name}: the server answers ${response.status}.`)
  return { name, blob: await response.blob() }
}
