// @vitest-environment happy-dom
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { madeResults } from '#domain/evaluation/reading/made-results.ts'
import { followAddress, fromAddress, toAddress } from './address.ts'
import { choiceOf, nothingWanted, useWanted, type Wanted, want } from './choice.ts'

const results = madeResults()
const id = fc.stringMatching(/^[a-z0-9.-]{1,12}$/)
const or = (text: fc.Arbitrary<string>) => fc.option(text, { nil: null })
const anyWanted: fc.Arbitrary<Wanted> = fc.record({
  set: or(id),
  crops: or(id),
  moves: fc.constantFrom('quality', 'both', 'mended', null),
  judge: or(id),
  impostors: fc.constantFrom('listed', 'all', null),
  measure: fc.constantFrom('pauc', 'rank', 'rmse', null),
  against: or(id),
  also: fc.uniqueArray(id, { maxLength: 3 }),
})

describe('what is chosen', () => {
  it('comes back from the address', () =>
    fc.assert(
      fc.property(anyWanted, (wanted) => {
        expect(fromAddress(toAddress(wanted))).toEqual(wanted)
      }),
    ))

  it('reads well in the address', () => {
    const wanted = { ...nothingWanted, set: 'lfw-d', crops: 'jitter-20', also: ['lightqnet', 'random'] }
    expect(toAddress(wanted)).toBe('#evidence?set=lfw-d&crops=jitter-20&also=lightqnet,random')
    expect(toAddress(nothingWanted)).toBe('#evidence')
    expect(fromAddress('#lab?set=lfw-d')).toBeNull()
  })

  it('is at first crops that jitter most, judged by a model of its own', () => {
    expect(choiceOf(results, nothingWanted)).toEqual({
      question: { set: 'drawn', condition: 'jitter-20', moves: 'quality', judge: 'other', impostors: 'listed' },
      measure: 'pauc',
      against: 'baseline',
      also: [],
    })
  })

  it('is about all impostors where the set lists none', () => {
    const rows = results.rows.map((row) => (row.set === 'drawn' ? { ...row, impostors: 'all' as const } : row))
    const impostorsOf = (set: string, impostors: Wanted['impostors']) =>
      choiceOf({ ...results, rows }, { ...nothingWanted, set, impostors })?.question.impostors
    expect(impostorsOf('drawn', 'listed')).toBe('all')
    expect(impostorsOf('drawn', null)).toBe('all')
    expect(impostorsOf('drawn-d', 'listed')).toBe('listed')
    expect(impostorsOf('drawn-d', 'all')).toBe('all')
  })

  it('leaves out what the results do not have, and the student against itself', () => {
    const wanted = {
      ...nothingWanted,
      set: 'gone',
      judge: 'gone',
      against: 'student',
      also: ['gone', 'random', 'student'],
    }
    expect(choiceOf(results, wanted)).toMatchObject({
      question: { set: 'drawn', judge: 'other' },
      against: 'baseline',
      also: ['random'],
    })
  })

  it('is nothing where nothing was evaluated', () => {
    expect(choiceOf({ ...results, sets: [] }, nothingWanted)).toBeNull()
    expect(choiceOf({ ...results, judges: [] }, nothingWanted)).toBeNull()
  })
})

describe('the address', () => {
  let stop = () => {}
  beforeEach(() => {
    useWanted.setState(nothingWanted, true)
    window.location.hash = '#evidence?set=drawn-d'
    stop = followAddress()
  })
  afterEach(() => stop())

  it('says at first what is shown, and then what is chosen', () => {
    expect(useWanted.getState().set).toBe('drawn-d')
    want({ judge: 'same' })
    expect(window.location.hash).toBe('#evidence?set=drawn-d&judge=same')
  })

  it('of another workspace is left alone', () => {
    window.location.hash = '#lab'
    want({ judge: 'same' })
    expect(window.location.hash).toBe('#lab')
  })
})
