import type { MissingCounts } from '#domain/evaluation/results.ts'
import type { MissingImage } from './face-set.ts'

export const countMissing = (missing: readonly MissingImage[]): MissingCounts => {
  const count = (why: keyof MissingCounts) => missing.filter((image) => image.why === why).length
  return {
    absent: count('absent'),
    unread: count('unread'),
    unsearched: count('unsearched'),
    faceless: count('faceless'),
  }
}

/** Causes that are somebody's mistake or a fault; a picture may well show no face. */
const faults: readonly (keyof MissingCounts)[] = ['absent', 'unread', 'unsearched']

/** Whether an image is missing that should be there. */
export const isIncomplete = (missing: readonly MissingImage[]): boolean =>
  missing.some(({ why }) => faults.includes(why))

const causes: Readonly<Record<keyof MissingCounts, string>> = {
  absent: 'not there, or named so that several could be meant',
  unread: 'not to be read',
  unsearched: 'not searched for faces',
  faceless: 'without a face',
}

/** A few of the names; the rest is a number. */
const named = 5

/**
 * What is missing of some sets, in sentences: a line a cause, with the first names. What sets of one folder share is said
 * once.
 */
export function missingSentences(
  sets: readonly { readonly label: string; readonly missing: readonly MissingImage[] }[],
): readonly string[] {
  const said = new Map(
    sets.map(({ label, missing }) => [missing, label]).toReversed() as [readonly MissingImage[], string][],
  )
  return [...said].toReversed().flatMap(([missing, label]) =>
    Object.entries(causes).flatMap(([why, words]) => {
      const files = missing.filter((image) => image.why === why).map(({ file }) => file)
      if (files.length === 0) return []
      const rest = files.length > named ? ' …' : ''
      const images = files.length === 1 ? '1 image is' : `${files.length.toLocaleString('en')} images are`
      return [`${label}: ${images} ${words}: ${files.slice(0, named).join(', ')}${rest}`]
    }),
  )
}
