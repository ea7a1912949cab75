import { expect, it } from 'vitest'
import { countMissing, isIncomplete, missingSentences } from './missing.ts'

const shared = [
  ...Array.from({ length: 6 }, (_, i) => ({ file: `${i}.jpg`, why: 'absent' as const })),
  { file: 'wall.jpg', why: 'faceless' as const },
]

it('what is missing is counted by cause', () => {
  expect(countMissing(shared)).toEqual({ absent: 6, unread: 0, unsearched: 0, faceless: 1 })
})

it('what is missing of several sets of a folder is said once, a cause a line, with some names', () => {
  const sets = [
    { label: 'own', missing: shared },
    { label: 'own-D', missing: shared },
    { label: 'other', missing: [] },
  ]
  expect(missingSentences(sets)).toEqual([
    'own: 6 images are not there, or named so that several could be meant: 0.jpg, 1.jpg, 2.jpg, 3.jpg, 4.jpg …',
    'own: 1 image is without a face: wall.jpg',
  ])
})

it('a picture without a face is no fault, one that is not there or was not searched is', () => {
  expect(isIncomplete([{ file: 'wall.jpg', why: 'faceless' }])).toBe(false)
  for (const why of ['absent', 'unread', 'unsearched'] as const) expect(isIncomplete([{ file: 'a', why }])).toBe(true)
})
