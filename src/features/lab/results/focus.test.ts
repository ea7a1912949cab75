import { expect, it } from 'vitest'
import type { ScoredVariant } from '#engine/protocol.ts'
import type { PhotoEntry } from '#stores/photos/photos.ts'
import { comparison, type Focus } from './focus.ts'

const focus = (key: string): Focus => ({
  key,
  photo: {} as PhotoEntry,
  label: key,
  variant: {} as ScoredVariant,
})
const [home, a, b, c] = ['home', 'a', 'b', 'c'].map(focus) as [Focus, Focus, Focus, Focus]

it.each([
  ['nothing', [], null, null, ['home', 'home']],
  ['what a hand did', [], null, b, ['home', 'b']],
  ['one crop', [a], null, b, ['home', 'a']],
  ['two crops', [a, c], null, b, ['a', 'c']],
  ['the crosshair', [], c, b, ['home', 'c']],
  ['the crosshair against the first of two', [a, b], c, null, ['a', 'c']],
] as const)('compares %s', (_, picked, crosshair, byHand, keys) => {
  expect(comparison(home, picked, crosshair, byHand).map((shown) => shown?.key)).toEqual(keys)
})
