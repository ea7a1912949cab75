import { describe, expect, it } from 'vitest'
import type { ListedPair } from '#domain/evaluation/pair-list.ts'
import { personsOf } from './persons.ts'

const genuine = (one: string, other: string): ListedPair => ({ one, other, isGenuine: true, line: 1 })
const impostor = (one: string, other: string): ListedPair => ({ one, other, isGenuine: false, line: 1 })

/** The images of each person. */
function groupsOf(pairs: readonly ListedPair[]): string[][] {
  const groups = new Map<string, string[]>()
  for (const [file, person] of personsOf(pairs)) groups.set(person, [...(groups.get(person) ?? []), file])
  return [...groups.values()].map((files) => files.sort()).sort()
}

describe('personsOf', () => {
  it('goes by names, also between images that no pair compares', () => {
    expect(groupsOf([genuine('A/A_1.jpg', 'A/A_2.jpg'), impostor('A/A_3.jpg', 'B/B_1.jpg')])).toEqual([
      ['A/A_1.jpg', 'A/A_2.jpg', 'A/A_3.jpg'],
      ['B/B_1.jpg'],
    ])
  })

  it('joins what genuine pairs join, whatever the names', () => {
    expect(
      groupsOf([
        genuine('a.jpg', 'b.jpg'),
        genuine('c.jpg', 'd.jpg'),
        genuine('d.jpg', 'b.jpg'),
        impostor('a.jpg', 'e.jpg'),
      ]),
    ).toEqual([['a.jpg', 'b.jpg', 'c.jpg', 'd.jpg'], ['e.jpg']])
  })

  it('goes by pairs alone where an impostor pair has one name', () => {
    expect(groupsOf([genuine('img_1.jpg', 'img_2.jpg'), impostor('img_1.jpg', 'img_3.jpg')])).toEqual([
      ['img_1.jpg', 'img_2.jpg'],
      ['img_3.jpg'],
    ])
  })
})
