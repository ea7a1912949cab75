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
