import { expect, it } from 'vitest'
import { decodeText } from './decode-text.ts'

const text = 'img1,img2\nÄnne/1.jpg,b.jpg\n'
const utf16 = (mark: readonly number[], isBig: boolean) => {
  const bytes = Buffer.from(text, 'utf16le')
  return Buffer.concat([Buffer.from(mark), isBig ? bytes.swap16() : bytes])
}

it.each([
  ['UTF-8', Buffer.from(text)],
  ['UTF-8 with a mark', Buffer.from(`\uFEFF${text}`)],
  ['UTF-16, small end first', utf16([0xff, 0xfe], false)],
  ['UTF-16, big end first', utf16([0xfe, 0xff], true)],
  ['UTF-16 without a mark', utf16([], false)],
  ['UTF-16 without a mark, big end first', utf16([], true)],
])('%s is read', (_, bytes) => {
  expect(decodeText(bytes)).toBe(text)
})

it('nothing is an empty text', () => {
  expect(decodeText(new Uint8Array())).toBe('')
})
