// @vitest-environment happy-dom
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { fivePointNames } from '#domain/alignment/face.ts'
import { procedures } from '#domain/alignment/procedures.ts'
import { rotationSweep, shiftSweep } from '#domain/alignment/sweeps.ts'
import { showExamples } from '../photos/examples.ts'
import { hide } from '../photos/photos.ts'
import { STARTING_THRESHOLD, useThreshold } from '../threshold.ts'
import { followAddress, fromAddress, type Settings, toAddress } from './address.ts'
import { useExperiment } from './experiment.ts'
import { untouched } from './hand.ts'

const nothing: Settings = {
  hand: untouched,
  reference: null,
  sort: 'registry',
  picked: [],
  crosshair: null,
  threshold: STARTING_THRESHOLD,
  face: null,
  second: null,
}

/** A whole number of tenths of a percent. */
const tenths = (min: number, max: number) => fc.integer({ min, max }).map((value) => value / 10 / 100)
const anyProcedure = fc.constantFrom(...procedures.map(({ id }) => id))
const anyPlace = fc.record({ photo: fc.integer({ min: 1, max: 10_000 }), face: fc.integer({ min: 1, max: 40 }) })
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
  picked: fc.uniqueArray(fc.record({ of: fc.constant('first' as const), procedure: anyProcedure }), {
    maxLength: 2,
    selector: ({ procedure }) => procedure,
  }),
  crosshair: fc.option(
    fc.oneof(
      fc.record({ sweep: fc.constant('rotation' as const), index: fc.nat(rotationSweep.steps.length - 1) }),
      fc.record({ sweep: fc.constant('shift' as const), index: fc.nat(shiftSweep.misalignments.length - 1) }),
    ),
  ),
  threshold: fc.nat(100),
  face: fc.option(anyPlace),
  second: fc.option(anyPlace),
})

it('says nothing of what is as at the start', () => {
  expect(toAddress(nothing)).toBe('#lab')
  expect(fromAddress('#lab')).toEqual(nothing)
})

it('can be read', () => {
  const misalignment = { ...untouched.misalignment, rotation: -12, scale: 1.04, shiftX: 0.02, jitter: 0.1, seed: 5 }
  const hand = { misalignment, moves: { rightEye: { x: 0.05, y: -0.025 } } }
  const picked = [
    { of: 'first', procedure: 'ffhq' },
    { of: 'second', procedure: 'face-box' },
  ] as const
  const faces = { face: { photo: 2, face: 1 }, second: { photo: 3, face: 2 } }
  const crosshair = { sweep: 'rotation', index: rotationSweep.steps.findIndex(({ value }) => value === -15) } as const
  expect(toAddress({ hand, reference: 'eyes-only', sort: 'change', picked, crosshair, threshold: 40, ...faces })).toBe(
    '#lab?turn=-12&scale=1.04&x=2&jitter=10&seed=5&rightEye=5,-2.5&reference=eyes-only&sort=change' +
      '&compare=ffhq,second.face-box&at=rotation,-15&threshold=40&face=2.1&with=3.2',
  )
})

it('comes back as it went', () => {
  fc.assert(
    fc.property(anySettings, (settings) => {
      expect(toAddress(fromAddress(toAddress(settings))!)).toBe(toAddress(settings))
      const back = fromAddress(toAddress(settings))!
      const { hand: _, ...others } = settings
      expect(back).toMatchObject(others)
      expect(back.hand.misalignment.shiftX).toBeCloseTo(settings.hand.misalignment.shiftX, 9)
      expect(Object.keys(back.hand.moves).sort()).toEqual(Object.keys(settings.hand.moves).sort())
    }),
  )
})

it.each(['#photos', '', '#laboratory?turn=3', '#live?turn=3'])('leaves other addresses alone: %s', (hash) => {
  expect(fromAddress(hash)).toBeNull()
})

it.each([
  '#lab?turn=nonsense',
  '#lab?rightEye=3',
  '#lab?rightEye=0.01,0',
  '#lab?reference=magic&sort=up',
  '#lab?seed=',
  '#lab?compare=magic,second.ffhq',
  '#lab?at=rotation,-14.9&threshold=x',
  '#lab?face=0.1&with=3',
  '#lab?%E0%A4%A=%&face=1e9.1&&&?turn=3',
])('reads past what makes no sense: %s', (hash) => {
  expect(fromAddress(hash)).toEqual(nothing)
})

it('stays within the reach of the controls', () => {
  const { rotation, scale, jitter } = fromAddress('#lab?turn=900&scale=0&jitter=-5')!.hand.misalignment
  expect([rotation, scale, jitter]).toEqual([45, 0.6, 0])
  expect(fromAddress('#lab?noseTip=-1e300,12.3456')!.hand.moves).toEqual({ noseTip: { x: -4, y: 0.123 } })
})

const anyQuery = fc
  .array(
    fc.tuple(
      fc.oneof(
        fc.constantFrom(
          'turn',
          'scale',
          'x',
          'seed',
          'jitter',
          'noseTip',
          'compare',
          'at',
          'threshold',
          'face',
          'with',
          'sort',
        ),
        fc.string(),
      ),
      fc.oneof(fc.string(), fc.double().map(String), fc.constantFrom('ffhq,ffhq,second.ofiq', '1.1', '-1e999,4')),
    ),
  )
  .map((pairs) => pairs.map((pair) => pair.join('=')).join('&'))

it('makes sense of anything, and says it again in the same words', () => {
  fc.assert(
    fc.property(anyQuery, (query) => {
      const address = toAddress(fromAddress(`#lab?${query}`)!)
      expect(toAddress(fromAddress(address)!)).toBe(address)
    }),
  )
})

describe('on the page', () => {
  const stops: (() => void)[] = []
  const follow = (hash: string) => {
    window.history.replaceState(null, '', hash)
    stops.push(followAddress())
  }
  const two = [
    { id: 'p1', name: 'one.jpg', faces: [{ student: 80, baseline: 70 }] },
    {
      id: 'p2',
      name: 'two.jpg',
      faces: [
        { student: 60, baseline: 50 },
        { student: 40, baseline: 30 },
      ],
    },
  ]
  beforeEach(() => {
    useExperiment.setState(useExperiment.getInitialState(), true)
    useThreshold.setState(useThreshold.getInitialState(), true)
    showExamples(two)
  })
  afterEach(() => {
    for (const stop of stops.splice(0)) stop()
  })

  it('names faces by their place, and follows what is chosen', () => {
    follow('#lab')
    useExperiment.getState().choose('p2/1')
    useExperiment.getState().chooseSecond('p1/0')
    useExperiment.getState().pick({ of: 'second', procedure: 'ffhq' })
    expect(window.location.hash).toBe('#lab?compare=second.ffhq&face=2.2&with=1.1')
    hide({ photoId: 'p1', faceId: null })
    expect(window.location.hash).toBe('#lab?face=1.2')
  })

  it('puts the faces that it names on the bench', () => {
    follow('#lab?face=2.2&with=1.1')
    expect(useExperiment.getState()).toMatchObject({ faceId: 'p2/1', secondId: 'p1/0' })
  })

  it('sets the threshold, and the crosshair once it rests', () => {
    vi.useFakeTimers()
    follow('#lab?threshold=45')
    expect(useThreshold.getState().score).toBe(45)
    useExperiment.getState().setCrosshair({ sweep: 'scale', index: 0 })
    useExperiment.getState().setCrosshair({ sweep: 'scale', index: 1 })
    expect(window.location.hash).toBe('#lab?threshold=45')
    vi.runAllTimers()
    vi.useRealTimers()
    expect(window.location.hash).toBe('#lab?at=scale,0.65&threshold=45')
  })

  it('waits for a face that is not there yet', () => {
    showExamples([])
    follow('#lab?turn=3&face=2.1')
    expect(useExperiment.getState().awaited.first).toEqual({ photo: 2, face: 1 })
    showExamples(two)
    expect(useExperiment.getState()).toMatchObject({ faceId: 'p2/0', awaited: { first: null } })
    expect(window.location.hash).toBe('#lab?turn=3&face=2.1')
  })
})
