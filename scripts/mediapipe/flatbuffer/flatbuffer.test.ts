import fc from 'fast-check'
import { expect, it } from 'vitest'
import { FlatbufferReader } from './reader.ts'
import { existing, references, scalars, table, text, writeFlatbuffer } from './writer.ts'

/** Texts of any byte length, so that what follows them is never aligned by luck. */
const someTexts = fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 5 })
const someBytes = fc.uint8Array({ maxLength: 40 })
const absent = 3

it('reads back what it wrote', () =>
  fc.assert(
    fc.property(someTexts, someBytes, fc.integer(), (texts, bytes, number) => {
      const root = table(
        [0, 'u8', 7],
        [1, 'i32', number],
        [2, 'node', references(texts.map((value) => table([0, 'node', text(value)])))],
        [4, 'node', scalars(bytes)],
      )
      const reader = new FlatbufferReader(writeFlatbuffer(root, 'TEST'))
      expect(reader.bytes.toString('latin1', 4, 8)).toBe('TEST')
      expect(reader.bytes[reader.field(reader.root, 0)]).toBe(7)
      expect(reader.u32(reader.field(reader.root, 1))).toBe(number >>> 0)
      expect(reader.references(reader.root, 2).map((position) => reader.text(position, 0))).toEqual(texts)
      expect(reader.field(reader.root, absent)).toBe(0)
      expect(reader.content(reader.root, absent)).toHaveLength(0)
      expect([...reader.content(reader.root, 4)]).toEqual([...bytes])
    }),
  ))

it('aligns the data of a vector as asked', () =>
  fc.assert(
    fc.property(someTexts, someBytes, fc.constantFrom(4, 8, 16), (texts, bytes, align) => {
      const root = table([0, 'node', references(texts.map(text))], [1, 'node', scalars(bytes, align)])
      const reader = new FlatbufferReader(writeFlatbuffer(root, 'TEST'))
      expect((reader.reference(reader.root, 1) + 4) % align).toBe(0)
    }),
  ))

it('keeps the original untouched and aligned behind the new root, and refers into it', () =>
  fc.assert(
    fc.property(someTexts, fc.string(), (texts, added) => {
      const original = writeFlatbuffer(
        table([0, 'node', references(texts.map((t) => table([0, 'node', text(t)])))]),
        'TEST',
      )
      const before = new FlatbufferReader(original)
      const kept = before.references(before.root, 0).map(existing)
      const changed = writeFlatbuffer(
        table([0, 'node', references([...kept, table([0, 'node', text(added)])])]),
        'TEST',
        original,
      )
      const start = changed.length - original.length
      expect(start % 64).toBe(0)
      expect(changed.subarray(start).equals(original)).toBe(true)
      const after = new FlatbufferReader(changed)
      expect(after.references(after.root, 0).map((position) => after.text(position, 0))).toEqual([...texts, added])
    }),
  ))

it('writes a node once where two refer to it', () => {
  const shared = text('shared')
  const reader = new FlatbufferReader(writeFlatbuffer(table([0, 'node', shared], [1, 'node', shared]), 'TEST'))
  expect(reader.reference(reader.root, 0)).toBe(reader.reference(reader.root, 1))
})
