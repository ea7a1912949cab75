import fc from 'fast-check'
import { expect, it } from 'vitest'
import { fivePointNames } from '#domain/alignment/face.ts'
import { procedures } from '#domain/alignment/procedures.ts'
import { fromAddress, type Settings, toAddress } from './address.ts'
import { untouched } from './hand.ts'

const nothing: Settings = { hand: untouched, reference: null, sort: 'registry' }

/** A whole number of tenths of a percent. */
const tenths = (min: number, max: number) => fc.integer({ min, max }).map((value) => value / 10 / 100)
const anySettings = fc.record<Settings>({
  hand: fc.record({
    misalignment: fc.record({
      rotation: fc.integer({ min: -450, max: 450 }).map((value) => value / 10),
      scale: fc.integer({ min: 600, max: 1600 }).map((value) => value / 1000),
      shiftX: tenths(-250, 250),
      shiftY: tenths(-250, 250),
      jitter: tenths(0, 300),
      seed: fc.integer({ min: 1, max: 99 }),
    }),
    moves: fc
      .array(fc.tuple(fc.constantFrom(...fivePointNames), fc.record({ x: tenths(1, 900), y: tenths(-900, 900) })))
      .map((entries) => Object.fromEntries(entries)),
  }),
  reference: fc.constantFrom(null, ...procedures.map(({ id }) => id)),
  sort: fc.constantFrom('registry', 'change'),
})

it('says nothing of what is as at the start', () => {
  expect(toAddress(nothing)).toBe('#lab')
  expect(fromAddress('#lab')).toEqual(nothing)
})

it('can be read', () => {
  const misalignment = { ...untouched.misalignment, rotation: -12, scale: 1.04, shiftX: 0.02, jitter: 0.1, seed: 5 }
  const hand = { misalignment, moves: { rightEye: { x: 0.05, y: -0.025 } } }
  expect(toAddress({ hand, reference: 'eyes-only', sort: 'change' })).toBe(
    '#lab?turn=-12&scale=1.04&x=2&jitter=10&seed=5&rightEye=5,-2.5&reference=eyes-only&sort=change',
  )
})

it('comes back as it went', () => {
  fc.assert(
    fc.property(anySettings, (settings) => {
      expect(toAddress(fromAddress(toAddress(settings))!)).toBe(toAddress(settings))
      const back = fromAddress(toAddress(settings))!
      expect(back.hand.misalignment.shiftX).toBeCloseTo(settings.hand.misalignment.shiftX, 9)
      expect(Object.keys(back.hand.moves).sort()).toEqual(Object.keys(settings.hand.moves).sort())
    }),
  )
})

it.each(['#photos', '', '#laboratory?turn=3', '#live?turn=3'])('leaves other addresses alone: %s', (hash) => {
  expect(fromAddress(hash)).toBeNull()
})

it.each(['#lab?turn=nonsense', '#lab?rightEye=3', '#lab?reference=magic&sort=up', '#lab?seed='])(
  'reads past what makes no sense: %s',
  (hash) => {
    expect(fromAddress(hash)).toEqual(nothing)
  },
)

it('stays within the reach of the controls', () => {
  const { rotation, scale, jitter } = fromAddress('#lab?turn=900&scale=0&jitter=-5')!.hand.misalignment
  expect([rotation, scale, jitter]).toEqual([45, 0.6, 0])
})
