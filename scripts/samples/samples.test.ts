import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { decode } from './picture.ts'
import { samples } from './samples.ts'

const committed = (name: string) => readFileSync(new URL(`../../public/samples/${name}`, import.meta.url))

/** A blur reads a picture dozens of times; a busy machine takes its time over that. */
const SLOW_MS = 120_000

describe('the sample photos', () => {
  const source = decode(committed('straight.jpg'))

  it.each(Object.entries(samples))(
    '%s comes out byte for byte as committed',
    (name, make) => {
      expect(Buffer.from(make(source)).equals(committed(name))).toBe(true)
    },
    SLOW_MS,
  )
})
