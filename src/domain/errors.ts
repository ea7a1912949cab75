/** Every error that a person may see: what is wrong with this input, and what they can do about it. */
export abstract class PlumbError extends Error {
  /** Kebab-case and stable: what tests and JSON use. */
  abstract readonly code: string
  /** One sentence that says what the person can do. */
  abstract readonly remedy: string
}
