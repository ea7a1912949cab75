import fc from 'fast-check'
import { expect, it } from 'vitest'
import { tooLittle, tooMuch } from './limit-sentence.ts'

const sharpness = { limit: 0.5, decimals: 2 }
const yaw = { limit: 20, decimals: 0, unit: '°' }

it('names the number and its limit', () => {
  expect(tooLittle(0.42, sharpness, (n) => `sharpness ${n}`)).toBe('sharpness 0.42; 0.50 or more is better')
  expect(tooMuch(31.6, yaw, (n) => `turned by ${n}`)).toBe('turned by 32°; 20° or less is better')
})

it('says nothing on the good side, or of what is unknown', () => {
  expect(tooLittle(0.5, sharpness, String)).toBeNull()
  expect(tooLittle(null, sharpness, String)).toBeNull()
  expect(tooMuch(20, yaw, String)).toBeNull()
  expect(tooMuch(null, yaw, String)).toBeNull()
})

it('never shows the limit as what is wrong', () => {
  expect(tooLittle(0.4999, sharpness, String)).toBe('0.49; 0.50 or more is better')
  expect(tooMuch(20.01, yaw, String)).toBe('21°; 20° or less is better')
  fc.assert(
    fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (value) => {
      const less = tooLittle(value, sharpness, String)
      const more = tooMuch(value, sharpness, String)
      if (less) expect(Number.parseFloat(less)).toBeLessThan(0.5)
      if (more) expect(Number.parseFloat(more)).toBeGreaterThan(0.5)
      expect(less === null).toBe(value >= 0.5)
      expect(more === null).toBe(value <= 0.5)
    }),
  )
})
