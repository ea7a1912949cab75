import fc from 'fast-check'
import { expect, it } from 'vitest'
import { printable } from './printable.ts'

it('printable(text) shows what a terminal would obey', () => {
  expect(printable('a\x1b[2Jb\nc\u202egpj.exe')).toBe('a\\u001b[2Jb\\u000ac\\u202egpj.exe')
})

it('printable(text) leaves names of people alone', () => {
  expect(printable('Žofia O’Neill – 写真 (1).jpg')).toBe('Žofia O’Neill – 写真 (1).jpg')
})

it('printable(text) holds no control character, whatever the text', () =>
  fc.assert(
    fc.property(fc.array(fc.nat(0x2100)), (codes) => {
      const text = String.fromCharCode(...codes)
      expect(printable(text)).not.toMatch(/\p{Cc}/u)
    }),
  ))
