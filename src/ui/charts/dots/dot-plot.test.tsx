// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import fc from 'fast-check'
import { afterEach, describe, expect, it } from 'vitest'
import { DotPlot } from './dot-plot.tsx'

afterEach(cleanup)

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

  const more = [
    {
      label: 'jitter 10%',
      dots: [
        { label: 'jitter 10%, seed 1', student: -6, baseline: -19 },
        { label: 'jitter 10%, seed 2', student: -1, baseline: 2 },
        { label: 'jitter 10%, seed 3', student: -3, baseline: -4 },
      ],
    },
    { label: 'scale 0.85, 1.15', dots: [] },
    { label: 'shift ±8%', dots: [{ label: 'shift x −8%', student: 2, baseline: null }] },
  ]
  const dense = <DotPlot title="Stability" subtitle="change" spoken="Change of score." rows={more} />

  it.each([
    ['{ArrowRight}', 'jitter 10%, seed 1: Student −6, Baseline −19'],
    ['{ArrowRight}{ArrowRight}', 'jitter 10%, seed 3: Student −3, Baseline −4'],
    ['{End}{ArrowRight}', 'jitter 10%, seed 2: Student −1, Baseline +2'],
    ['{End}{ArrowDown}', 'shift x −8%: Student +2'],
    ['{End}{ArrowDown}{ArrowUp}', 'jitter 10%, seed 2: Student −1, Baseline +2'],
    ['{End}{Home}{ArrowUp}', 'jitter 10%, seed 1: Student −6, Baseline −19'],
    ['{End}{Escape}', 'Nothing chosen'],
  ])('after %s the crosshair reads "%s"', async (keys, words) => {
    render(dense)
    const crosshair = screen.getByRole('slider', { name: 'Stability, crosshair' })
    crosshair.focus()
    await userEvent.keyboard(keys)
    expect(crosshair.getAttribute('aria-valuetext')).toBe(words)
  })

  it('names the crop under the pointer in place of its row, with both values', () => {
    const { container } = render(dense)
    const texts = () => [...container.querySelectorAll('svg text')].map((text) => text.textContent)
    expect(texts()).toContain('jitter 10%')
    // The axis goes from −20 to 5 over 510 px from 116 on; −19 is at 136.
    fireEvent.pointerMove(screen.getByRole('slider'), { clientX: 137, clientY: 12 })
    expect(texts()).toEqual(expect.arrayContaining(['jitter 10%, seed 1', '−6', '−19']))
    expect(texts()).not.toContain('jitter 10%')
    fireEvent.pointerMove(screen.getByRole('slider'), { clientX: 137, clientY: 45 })
    expect(texts()).toEqual(expect.arrayContaining(['jitter 10%', 'shift x −8%', '+2']))
  })

  it('stays on its crop when others come', async () => {
    const { rerender } = render(dense)
    screen.getByRole('slider').focus()
    await userEvent.keyboard('{ArrowRight}')
    const early = { label: 'jitter 10%, seed 4', student: -9, baseline: null }
    const rows = more.map((row, index) => (index === 0 ? { ...row, dots: [early, ...row.dots] } : row))
    rerender(<DotPlot title="Stability" subtitle="change" spoken="Change of score." rows={rows} />)
    expect(screen.getByRole('slider').getAttribute('aria-valuetext')).toContain('seed 1')
  })

  it('has at most seven ticks, zero among them, however far the scores move', () =>
    fc.assert(
      fc.property(fc.double({ min: -100, max: 100, noNaN: true }), (student) => {
        const rows = [{ label: 'row', dots: [{ label: 'dot', student, baseline: null }] }]
        const { container, unmount } = render(<DotPlot title="Stability" subtitle="" spoken="" rows={rows} />)
        const ticks = [...container.querySelectorAll('svg text[text-anchor="middle"]')].map((text) => text.textContent)
        expect(ticks.length).toBeLessThanOrEqual(7)
        expect(ticks).toContain('0')
        unmount()
      }),
      { numRuns: 40 },
    ))

  it('has nothing to point at before there are crops', () => {
    render(<DotPlot title="Stability" subtitle="" spoken="" rows={[{ label: 'row', dots: [] }]} />)
    expect(screen.queryByRole('slider')).toBeNull()
  })
})
