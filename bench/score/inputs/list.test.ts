import { Readable } from 'node:stream'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { readList } from './list.ts'

const read = (text: string, size = 3) => {
  const bytes = Buffer.from(text)
  const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) =>
    bytes.subarray(i * size, (i + 1) * size),
  )
  return Readable.from(readList(Readable.from(chunks))).toArray()
}

it.each([
  ['a.jpg\nb c.jpg\n', ['a.jpg', 'b c.jpg']],
  ['a.jpg\r\n\r\nb.jpg', ['a.jpg', 'b.jpg']],
  ['two\nlines.jpg\0b.jpg\0', ['two\nlines.jpg', 'b.jpg']],
  ['', []],
])('readList(%j) names %j', async (text, names) => {
  expect(await read(text, 100)).toEqual(names)
})

it('readList(list) gives the same in whatever pieces it comes', async () =>
  fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: 'grapheme', minLength: 1 }).filter((name) => !/[\r\n\0]/.test(name))),
      fc.integer({ min: 1, max: 7 }),
      async (names, size) => {
        expect(await read(names.join('\n'), size)).toEqual(names)
      },
    ),
  ))
