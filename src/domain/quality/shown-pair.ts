import { PlumbError } from '../errors.ts'
import type { ModelEntry } from './manifest.ts'

/**
 * The pair that the page loads, scores with and shows side by side, out of however many are released: a student and the
 * model it is paired with.
 * @param asked  id of the student; null for the first
 * @returns      in the manifest's order; all of them where none is a student
 * @throws UnknownModelError where no student has that id
 */
export function shownPair<Entry extends Pick<ModelEntry, 'id' | 'role' | 'pairs_with'>>(
  models: readonly Entry[],
  asked: string | null,
): readonly Entry[] {
  const students = models.filter(({ role }) => role === 'student')
  const student = asked === null ? students[0] : students.find(({ id }) => id === asked)
  if (student) return models.filter(({ id }) => id === student.id || id === student.pairs_with)
  if (asked === null) return models
  throw new UnknownModelError(
    asked,
    students.map(({ id }) => id),
  )
}

/** Somebody asked for a student that is not released here. */
export class UnknownModelError extends PlumbError {
  override readonly name = 'UnknownModelError'
  readonly code = 'unknown-model'
  readonly remedy: string
  constructor(
    readonly asked: string,
    students: readonly string[],
  ) {
    super(`There is no model ${asked}.`)
    this.remedy = `These can be asked for: ${students.join(', ')}.`
  }
}
