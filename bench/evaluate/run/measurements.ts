import type { SetImage } from '../inputs/face-set.ts'

/** What the models said about the images of one set, from the cache. Place i is that of image i. */
export interface Measurements {
  /** Raw scores, higher is better; NaN where the condition cannot be had of a face. */
  scores(method: string, condition: string): Float64Array
  /** Unit embeddings [images × dimension], row after row; NaN where the condition cannot be had of a face. */
  embeddings(judge: string, condition: string): { readonly dimension: number; readonly values: Float32Array }
}

/** What is to be known of every image. */
export interface Wanted {
  readonly images: readonly SetImage[]
  /** Method ids by condition id; judge ids by condition id. */
  readonly scores: ReadonlyMap<string, readonly string[]>
  readonly embeddings: ReadonlyMap<string, readonly string[]>
}
