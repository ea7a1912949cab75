import type { ModelEntry } from './manifest.ts'

/**
 * The pair that the page loads, scores with and shows side by side, out of however many are released: the first student and
 * the model it is paired with.
 * @returns  in the manifest's order; all of them where none is a student
 */
export function shownPair<Entry extends Pick<ModelEntry, 'id' | 'role' | 'pairs_with'>>(
  models: readonly Entry[],
): readonly Entry[] {
  const student = models.find(({ role }) => role === 'student')
  return student ? models.filter(({ id }) => id === student.id || id === student.pairs_with) : models
}
