import { appendFileSync, mkdtempSync, readFileSync, rmSync, truncateSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { appendRows, type RowFile, readKeys, readRows } from './rows.ts'

let folder: string
let file: RowFile
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plumb-rows-'))
  file = { path: join(folder, 'net', 'proper.rows'), width: 3 }
})
afterEach(() => rmSync(folder, { recursive: true }))

const key = (digit: string) => digit.repeat(32)
const row = (digit: string, ...values: readonly number[]) => ({ key: key(digit), values: Float32Array.from(values) })

it('rows come back by their keys, in the order asked for', () => {
  appendRows(file, [row('a', 1, 2, 3), row('b', -0.5, Number.NaN, 0)])
  appendRows(file, [row('c', 7, 8, 9)])
  expect(readKeys(file)).toEqual(new Set(['a', 'b', 'c'].map(key)))
  const { NaN: none } = Number
  expect([...readRows(file, [key('c'), null, key('d'), key('b')])]).toEqual(
    [
      [7, 8, 9],
      [none, none, none],
      [none, none, none],
      [-0.5, none, 0],
    ].flat(),
  )
})

it('a file that is not there has no rows', () => {
  expect(readKeys(file)).toEqual(new Set())
  expect([...readRows(file, [key('a')])]).toEqual([Number.NaN, Number.NaN, Number.NaN])
})

it.each([1, 12, 20, 27])(
  'a row whose writing was cut off after %d bytes is not there, and harms none after it',
  (bytes) => {
    appendRows(file, [row('a', 1, 2, 3), row('b', 4, 5, 6)])
    truncateSync(file.path, 28 + bytes)
    expect(readKeys(file)).toEqual(new Set([key('a')]))
    appendRows(file, [row('c', 7, 8, 9)])
    expect(readKeys(file)).toEqual(new Set(['a', 'c'].map(key)))
    expect([...readRows(file, [key('c'), key('a')])]).toEqual([7, 8, 9, 1, 2, 3])
  },
)

it('a row behind half a row of another process is missing, and never wrong', () => {
  const other = { ...file, path: join(folder, 'other.rows') }
  appendRows(other, [row('b', 4, 5, 6)])
  const whole = readFileSync(other.path)
  for (const bytes of [1, 4, 16, 27]) {
    rmSync(file.path, { force: true })
    appendRows(file, [row('a', 1, 2, 3)])
    appendFileSync(file.path, Buffer.concat([whole.subarray(0, bytes), whole]))
    expect([...readRows(file, [key('a'), key('b')])]).toEqual([1, 2, 3, Number.NaN, Number.NaN, Number.NaN])
  }
})
