import { PlumbError } from '#domain/errors.ts'

/** The page was put up without the results of an evaluation. */
export class NotEvaluatedError extends PlumbError {
  override readonly name = 'NotEvaluatedError'
  readonly code = 'not-evaluated'
  readonly remedy =
    'They are a file that npm run evaluate writes: put it into public/evidence as results.json, and build the page again.'
  constructor() {
    super('This page came without results of an evaluation.')
  }
}

/** The results did not arrive. */
export class ResultsLoadError extends PlumbError {
  override readonly name = 'ResultsLoadError'
  readonly code = 'results-load'
  readonly remedy = 'Check the connection, then try again.'
  constructor(cause: unknown) {
    super('The results of the evaluation could not be loaded.', { cause })
  }
}

/** The results are not what this page can read. */
export class ResultsInvalidError extends PlumbError {
  override readonly name = 'ResultsInvalidError'
  readonly code = 'results-invalid'
  readonly remedy = 'Reload the page. If it stays, write them again with the npm run evaluate of this version.'
  /** @param detail  where in the file, and what is off */
  constructor(detail: string) {
    super(`The results of the evaluation cannot be read. (${detail})`)
  }
}
