import { describe, expect, it } from 'vitest'
import { madeResults } from '#domain/evaluation/reading/made-results.ts'
import { choiceOf, type Measure, nothingWanted, type View } from '#stores/evidence/choice.ts'
import { otherAlignments, robustnessCharts, robustnessRows } from './robustness-lines.ts'

const conditions = ['jitter-20', 'rotation-minus-15', 'jitter-10', 'proper', 'face-box'].map((id) => ({
  id,
  label: id,
}))
const results = madeResults({ conditions })
const viewOf = (measure: Measure): View => ({ results, choice: { ...choiceOf(results, nothingWanted)!, measure } })

const chart = (id: string, measure: Measure = 'pauc') =>
  robustnessCharts(viewOf(measure)).find(({ axis }) => axis.id === id)!
const valuesOf = (id: string, measure: Measure, line: number) =>
  chart(id, measure).lines[line]!.points.map((point) => point?.value ?? null)

describe('the robustness charts', () => {
  it('have the conditions of their axis in order, the proper one among them', () => {
    expect(chart('jitter').values).toEqual([0, 10, 20])
    expect(chart('rotation').values).toEqual([-15, 0])
  })

  it('are none where nothing was evaluated', () => {
    expect(robustnessCharts(viewOf('pauc')).map(({ axis }) => axis.id)).toEqual(['jitter', 'rotation'])
    const view = viewOf('pauc')
    const none = { ...view, results: { ...results, rows: [] } }
    expect(robustnessCharts(none)).toEqual([])
    expect(otherAlignments(none)).toEqual([])
  })

  it('show each measure; with its own proper crops a score agrees', () => {
    expect(chart('jitter').lines[0]!.points[1]).toEqual({
      value: expect.closeTo(0.65),
      low: expect.closeTo(0.63),
      high: expect.closeTo(0.67),
    })
    expect(valuesOf('jitter', 'rank', 1)).toEqual([1, 0.8, 0.8])
    expect(valuesOf('jitter', 'rmse', 0)).toEqual([0, 0.1, 0.1])
  })

  it('leave to a table what lies on no axis', () => {
    expect(otherAlignments(viewOf('pauc')).map(({ id }) => id)).toEqual(['face-box'])
  })

  it('give their numbers with the hashes behind them', () => {
    expect(robustnessRows(viewOf('pauc'), ['jitter-10', 'gone'])).toEqual([
      expect.objectContaining({ method: 'student', condition: 'jitter-10', rmse: 0.1, judge_sha256: '3'.repeat(64) }),
      expect.objectContaining({
        method: 'baseline',
        method_sha256: 'b'.repeat(64),
        set: 'drawn',
        app_version: '0.0.0',
      }),
    ])
  })
})
