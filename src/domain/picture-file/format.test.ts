import { describe, expect, it } from 'vitest'
import { formatOf } from './format.ts'
import { isPictureName } from './names.ts'

const text = (value: string) => new TextEncoder().encode(value)

describe('formatOf', () => {
  it.each([
    ['HEIC', '\0\0\0\x18ftypheic\0\0\0\0mif1heic'],
    ['HEIF', '\0\0\0\x14ftypmif1\0\0\0\0miaf'],
    ['AVIF', '\0\0\0\x18ftypmif1\0\0\0\0avifmiaf'],
    ['AVIF', '\0\0\0\x14ftypavis\0\0\0\0msf1'],
    ['GIF', 'GIF89a'],
    ['TIFF', 'II*\0'],
  ])('knows %s', (name, bytes) => {
    expect(formatOf(text(bytes))?.name).toBe(name)
  })
  it.each([['a text'], [''], ['\0\0\0\x14ftypisom\0\0\0\0mp42']])('knows that %j is no picture', (bytes) => {
    expect(formatOf(text(bytes))).toBeNull()
  })
})

it('isPictureName knows what phones call their pictures, in any case of letters', () => {
  for (const name of ['a.jpg', 'b.JFIF', 'c.jpe', 'd.mpo', 'e.HEIC', 'f.tiff']) expect(isPictureName(name)).toBe(true)
  for (const name of ['notes.txt', 'jpg', 'film.mp4', 'photo.jpg.zip']) expect(isPictureName(name)).toBe(false)
})
