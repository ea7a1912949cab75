import { expect, it } from 'vitest'
import { createNames } from './free-name.ts'

it('a name is given once, and then with a number', () => {
  const names = createNames(['image (3).png'])
  const given = ['image.png', 'image.png', 'image.png', 'a.b/face', 'a.b/face'].map((name) => names.take(name))
  expect(given).toEqual(['image.png', 'image (2).png', 'image (4).png', 'a.b/face', 'a.b/face (2)'])
})

it('a name that thousands have costs each no more than the first', () => {
  const names = createNames()
  const given = Array.from({ length: 20_000 }, () => names.take('image.png'))
  expect(new Set(given).size).toBe(20_000)
  expect(given.at(-1)).toBe('image (20000).png')
})
