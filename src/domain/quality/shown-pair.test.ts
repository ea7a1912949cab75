import { expect, it } from 'vitest'
import { shownPair, UnknownModelError } from './shown-pair.ts'

const model = (id: string, role: 'student' | 'baseline', pairs_with: string) => ({ id, role, pairs_with })

const medium = model('m', 'student', 'm-baseline')
const mediumBaseline = model('m-baseline', 'baseline', 'm')
const small = model('s', 'student', 's-baseline')
const smallBaseline = model('s-baseline', 'baseline', 's')

it('is the first student with the baseline it is paired with, whichever comes first', () => {
  expect(shownPair([smallBaseline, medium, small, mediumBaseline], null)).toEqual([medium, mediumBaseline])
  expect(shownPair([mediumBaseline, small, smallBaseline, medium], null)).toEqual([small, smallBaseline])
})

it('is all there is where there is one pair, or no student', () => {
  expect(shownPair([medium, mediumBaseline], null)).toEqual([medium, mediumBaseline])
  expect(shownPair([mediumBaseline], null)).toEqual([mediumBaseline])
})

it('is the pair of the student that is asked for', () => {
  expect(shownPair([medium, mediumBaseline, small, smallBaseline], 's')).toEqual([small, smallBaseline])
})

it.each(['xl', 'm-baseline'])('says which students there are when %s is asked for', (asked) => {
  const ask = () => shownPair([medium, mediumBaseline, small, smallBaseline], asked)
  expect(ask).toThrow(UnknownModelError)
  expect(ask).toThrow(expect.objectContaining({ remedy: 'These can be asked for: m, s.' }))
})
