// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { DotPlot } from './dot-plot.tsx'
import { Histogram } from './histogram.tsx'

afterEach(cleanup)

const anyScores = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { maxLength: 120 })

describe('the histogram', () => {
  it('says how many it holds and how many are kept', () => {
    render(<Histogram scores={[10, 30, 80]} threshold={30} width={240} />)
    expect(screen.getByRole('img', { name: 'Histogram of 3 scores, 2 at or above the threshold of 30' })).toBeDefined()
  })

  it('has a block a face up to 40 faces, each inside the plot', () =>
    fc.assert(
      fc.property(anyScores, fc.integer({ min: 0, max: 100 }), (scores, threshold) => {
        const { container, unmount } = render(<Histogram scores={scores} threshold={threshold} width={240} />)
        const rects = [...container.querySelectorAll('rect')]
        if (scores.length <= 40) {
          expect(rects).toHaveLength(scores.length)
          expect(container.querySelectorAll('.kept')).toHaveLength(scores.filter((score) => score >= threshold).length)
        }
        for (const rect of rects) {
          expect(Number(rect.getAttribute('x'))).toBeGreaterThanOrEqual(0)
          expect(Number(rect.getAttribute('x')) + Number(rect.getAttribute('width'))).toBeLessThanOrEqual(240)
          expect(Number(rect.getAttribute('y'))).toBeGreaterThanOrEqual(0)
        }
        unmount()
      }),
      { numRuns: 40 },
    ))
})

describe('the dot plot', () => {
  const rows = [
    { label: 'jitter 10%', dots: [{ label: 'jitter 10%, seed 1', student: -6.2, baseline: -19 }] },
    { label: 'rotation ±15°', dots: [{ label: 'rotation +15°', student: 0.8, baseline: 0.2 }] },
  ]
  const plot = <DotPlot title="Stability" subtitle="change" spoken="Change of score." rows={rows} />

  it('says the range of both models', () => {
    render(plot)
    const words = 'Change of score. Student between minus 6 and plus 1. Baseline between minus 19 and 0.'
    expect(screen.getByRole('img', { name: words })).toBeDefined()
  })

  it('has the same numbers as a table', async () => {
    render(plot)
    expect(screen.queryByRole('table')).toBeNull()
    await userEvent.click(screen.getByRole('button', { name: 'Show data' }))
    expect(screen.getByRole('row', { name: 'jitter 10%, seed 1 −6 −19' })).toBeDefined()
    expect(screen.getByRole('row', { name: 'rotation +15° +1 0' })).toBeDefined()
  })
})
