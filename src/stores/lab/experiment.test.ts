import { beforeEach, expect, it } from 'vitest'
import { noMisalignment } from '#domain/alignment/misalignment.ts'
import { useExperiment } from './experiment.ts'
import { type Hand, untouched } from './hand.ts'

const turned = (rotation: number): Hand => ({ moves: {}, misalignment: { ...noMisalignment, rotation } })
const now = () => useExperiment.getState()

beforeEach(() => useExperiment.setState(useExperiment.getInitialState(), true))

it('undoes a whole gesture at once, and does it again', () => {
  for (const degrees of [1, 2, 3]) now().move(turned(degrees))
  now().settle()
  now().put(turned(10))
  now().undo()
  expect(now().hand).toEqual(turned(3))
  now().undo()
  expect(now().hand).toBe(untouched)
  now().undo()
  expect(now().hand).toBe(untouched)
  now().redo()
  now().redo()
  now().redo()
  expect(now().hand).toEqual(turned(10))
})

it('forgets what was undone once something else is done', () => {
  now().put(turned(5))
  now().undo()
  now().put(turned(7))
  now().redo()
  expect(now().hand).toEqual(turned(7))
  now().undo()
  expect(now().hand).toBe(untouched)
})

it('counts a gesture that ends where it began as none', () => {
  now().put(turned(5))
  now().settle()
  expect(now().past).toEqual([untouched])
})

it('picks two crops for the comparison, the last ones, and lets go of one that is picked again', () => {
  const [a, b, c] = (['ffhq', 'ofiq', 'dlib-chip'] as const).map((procedure) => ({ of: 'first' as const, procedure }))
  for (const one of [a!, b!, c!]) now().pick(one)
  expect(now().picked).toEqual([b, c])
  now().pick({ ...b! })
  expect(now().picked).toEqual([c])
})

it('lets go of the second face, and its crops, once it is the first', () => {
  now().chooseSecond('p2/0')
  now().pick({ of: 'second', procedure: 'ffhq' })
  now().pick({ of: 'first', procedure: 'ffhq' })
  now().choose('p2/0')
  expect(now().secondId).toBeNull()
  expect(now().picked).toEqual([{ of: 'first', procedure: 'ffhq' }])
})
