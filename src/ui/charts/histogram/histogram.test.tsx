// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { Histogram } from './histogram.tsx'

afterEach(cleanup)

const anyScores = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { maxLength: 120 })

describe('the histogram', () => {
  it('says how many it holds and how many are kept', () => {
    render(<Histogram scores={[10, 30, 80]} threshold={30} width={240} />)
    expect(
      screen.getByRole('img', {
        name: 'Histogram of 3 scores, 2 at or above the threshold of 30, half of them at 30 or below',
      }),
    ).toBeDefined()
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

  it.each([
    ['{ArrowRight}', '55–60: 2'],
    ['{ArrowRight}{ArrowRight}', '60–65: 0'],
    ['{Home}', '0–5: 0'],
    ['{End}', '95–100: 1'],
    ['{End}{Escape}', 'Nothing chosen'],
  ])('after %s the crosshair reads "%s"', async (keys, words) => {
    render(<Histogram scores={[55, 57, 100]} threshold={30} width={120} />)
    const crosshair = screen.getByRole('slider', { name: 'Histogram, crosshair' })
    crosshair.focus()
    await userEvent.keyboard(keys)
    expect(crosshair.getAttribute('aria-valuetext')).toBe(words)
  })

  it('leaves the keys that go to the next face', async () => {
    const taken: boolean[] = []
    const listen = (event: Event) => taken.push(event.defaultPrevented)
    window.addEventListener('keydown', listen)
    render(<Histogram scores={[55]} threshold={30} width={120} />)
    screen.getByRole('slider').focus()
    await userEvent.keyboard('{ArrowRight}{ArrowDown}')
    window.removeEventListener('keydown', listen)
    expect(taken).toEqual([true, false])
  })

  it('reads the bin under the pointer, and has none without scores', () => {
    const { rerender, container } = render(<Histogram scores={[3, 55]} threshold={30} width={120} />)
    fireEvent.pointerMove(screen.getByRole('slider'), { clientX: 67, clientY: 20 })
    expect([...container.querySelectorAll('text')].map((text) => text.textContent)).toEqual(['55–60: 1'])
    rerender(<Histogram scores={[]} threshold={30} width={120} />)
    expect(screen.queryByRole('slider')).toBeNull()
  })
})
