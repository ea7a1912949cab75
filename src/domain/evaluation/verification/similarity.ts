import type { Embeddings } from '../figures/measured.ts'

/** Cosine similarity of two images by their unit embeddings; NaN where one has none. */
export function similarityOf({ values, dimension }: Embeddings, one: number, other: number): number {
  const a = one * dimension
  const b = other * dimension
  let sum = 0
  for (let k = 0; k < dimension; k++) sum += values[a + k]! * values[b + k]!
  return sum
}

/** Whether an image has an embedding. */
export const isEmbedded = (embeddings: Embeddings, image: number): boolean =>
  !Number.isNaN(similarityOf(embeddings, image, image))
