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

/** Fetches samples and adds them to the list. */
export async function addSamples(files: readonly string[]): Promise<void> {
  const load = async (name: string) => ({ name, blob: await (await fetch(sampleUrl(name))).blob() })
  addPhotos(await Promise.all(files.map(load)))
}
