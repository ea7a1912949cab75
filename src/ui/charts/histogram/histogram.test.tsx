// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
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
