import { crc32 } from 'node:zlib'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { zipStored } from './zip.ts'

const someFiles = fc.dictionary(fc.stringMatching(/^[a-z][a-z_.]{0,30}$/), fc.uint8Array({ maxLength: 100 }), {
  maxKeys: 4,
})

it('holds each file whole, aligned and in order, as its directory says', () =>
  fc.assert(
    fc.property(someFiles, (contents) => {
      const files = Object.fromEntries(Object.entries(contents).map(([name, bytes]) => [name, Buffer.from(bytes)]))
      const zip = zipStored(files)
      const end = zip.length - 22
      expect(zip.readUInt32LE(end)).toBe(0x06054b50)
      expect(zip.readUInt16LE(end + 10)).toBe(Object.keys(files).length)
      let entry = zip.readUInt32LE(end + 16)
      for (const [name, bytes] of Object.entries(files)) {
        const header = zip.readUInt32LE(entry + 42)
        const nameLength = zip.readUInt16LE(entry + 28)
        const data = header + 30 + nameLength
        expect(zip.toString('ascii', entry + 46, entry + 46 + nameLength)).toBe(name)
        expect(zip.toString('ascii', header + 30, data)).toBe(name)
        expect(zip.readUInt32LE(header)).toBe(0x04034b50)
        expect(zip.readUInt32LE(entry + 16)).toBe(crc32(bytes))
        expect(zip.subarray(data, data + zip.readUInt32LE(entry + 24)).equals(bytes)).toBe(true)
        expect(data % 16).toBe(0)
        entry += 46 + nameLength
      }
      expect(entry).toBe(end)
    }),
  ))
