import { describe, expect, it } from 'vitest'
import { madeResults } from '#domain/evaluation/reading/made-results.ts'
import { choiceOf, nothingWanted, type View } from '#stores/evidence/choice.ts'
import { meanRow, type PaucRow, paucRows, sorted } from './pauc-rows.ts'

const results = madeResults({ difference: -0.1, half: 0.02 })
const view: View = { results, choice: choiceOf(results, nothingWanted)! }

const pair = (student: number | null, other: number | null) => ({
  student,
  other,
  difference: student === null || other === null ? null : student - other,
  interval: null,
})
const row = (id: string, proper: PaucRow['proper'], chosen: PaucRow['chosen']): PaucRow => ({
  id,
  label: id,
  isMarked: false,
  proper,
  chosen,
})

const rows = [
  row('a', pair(0.6, 0.7), pair(0.7, 0.8)),
  row('b', pair(0.4, 0.5), pair(0.5, 0.9)),
  row('c', pair(null, 0.5), pair(0.1, 0.1)),
  row('d', pair(0.4, 0.5), pair(null, 0.1)),
]

describe('the table of areas', () => {
  it('has a row a set, for the judge that is chosen', () => {
    const [first, second] = paucRows(view)
    expect([first!.label, second!.label]).toEqual(['Drawn', 'Drawn-D'])
    expect(first!.chosen.student).toBeCloseTo(0.6)
    expect(first!.chosen.interval?.low).toBeCloseTo(-0.12)
    expect(first!.proper.other).toBe(0.7)
  })

  it('has no figures where nothing was evaluated', () => {
    const question = { ...view.choice.question, impostors: 'all' as const }
    const [first] = paucRows({ ...view, choice: { ...view.choice, question } })
    expect(first!.chosen).toEqual({ student: null, other: null, difference: null, interval: null })
  })

  it('sorts by a column both ways, what is unknown last', () => {
    const order = (isDescending: boolean) => sorted(rows, { by: 'student', isDescending }).map(({ id }) => id)
    expect(order(false)).toEqual(['c', 'b', 'a', 'd'])
    expect(order(true)).toEqual(['a', 'b', 'c', 'd'])
    expect(sorted(rows, null)).toBe(rows)
  })

  it('has a mean over the rows alone that have every column', () => {
    const mean = meanRow(rows)!
    expect(mean.of).toBe(2)
    expect([mean.proper.student, mean.chosen.student, mean.chosen.other, mean.chosen.difference]).toEqual(
      [0.5, 0.6, 0.85, -0.25].map((n) => expect.closeTo(n)),
    )
    expect(mean.chosen.interval).toBeNull()
    expect(meanRow(rows.slice(1))).toBeNull()
  })

  it('marks rows whose threshold too few impostors set, and has no mean over them', () => {
    const marked = paucRows({ ...view, results: madeResults({ tooFew: true }) })
    expect(marked.map(({ isMarked }) => isMarked)).toEqual([true, true])
    expect(meanRow(marked)).toBeNull()
    expect(paucRows(view).map(({ isMarked }) => isMarked)).toEqual([false, false])
  })
})
