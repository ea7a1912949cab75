// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { HeatLegend } from './heat-legend.tsx'
import { HeatMap } from './heat-map.tsx'
import { HeatMaps } from './heat-maps.tsx'

afterEach(cleanup)

const measured = [-20, -8, -12, -5, 0, 2, -9, null, -30]

interface Example {
  readonly title?: string
  readonly changes?: readonly (number | null)[]
}

function ShiftMap({ title = 'Baseline', changes = measured }: Example) {
  const [crosshair, setCrosshair] = useState<number | null>(null)
  return (
    <HeatMap
      title={title}
      kind="baseline"
      shifts={[-0.08, 0, 0.08]}
      changes={changes}
      range={40}
      crosshair={crosshair}
      onCrosshair={setCrosshair}
    />
  )
}

describe('the heat map', () => {
  it('says the largest loss, where it is, and that gains do not show', () => {
    render(<ShiftMap />)
    const words =
      'Baseline, change of score by shift: largest loss 30 points at x +8%, y +8%. Gains, 2 points at most, are drawn as no loss.'
    expect(screen.getByRole('img', { name: words })).toBeDefined()
  })

  it.each([
    [[0, 0, 0, 0, 0, 0, 0, 0, 0], 'Baseline, change of score by shift: no loss.'],
    [new Array<null>(9).fill(null), 'Baseline, change of score by shift: not measured yet.'],
  ])('says when there is no loss to see', (changes, words) => {
    render(<ShiftMap changes={changes} />)
    expect(screen.getByRole('img', { name: words })).toBeDefined()
  })

  it('shortens a name that it has no room for, and one sign says both ends of its axis', () => {
    const { container } = render(<ShiftMap title="my-model" />)
    expect([...container.querySelectorAll('text')].map((text) => text.textContent)).toEqual(['my-mod…', '±8%'])
    expect(screen.getByRole('img', { name: /^my-model, change/ })).toBeDefined()
  })

  it('inks each cell by its share of the range', () => {
    const { container } = render(<ShiftMap />)
    const ink = [...container.querySelectorAll('.loss')].map((rect) => Number(rect.getAttribute('fill-opacity')))
    expect(ink).toEqual([0.5, 0.2, 0.3, 0.125, 0.225, 0.75])
    expect(container.querySelectorAll('.unmeasured')).toHaveLength(1)
  })

  it.each([
    ['{ArrowDown}', 'x 0%, y 0%: 0 points'],
    ['{ArrowDown}{ArrowDown}', 'x 0%, y +8%: not measured yet'],
    ['{ArrowUp}{ArrowRight}{ArrowRight}', 'x +8%, y 0%: +2 points'],
    ['{ArrowUp}{ArrowUp}{ArrowUp}{Home}', 'x −8%, y −8%: −20 points'],
    ['{End}{Escape}', 'Nothing chosen'],
  ])('after %s the crosshair reads "%s"', async (keys, words) => {
    const user = userEvent.setup()
    render(<ShiftMap />)
    const crosshair = screen.getByRole('slider', { name: 'Baseline, shift crosshair' })
    crosshair.focus()
    await user.keyboard(keys)
    expect(crosshair.getAttribute('aria-valuetext')).toBe(words)
  })

  it('reads the cell under the pointer', () => {
    render(<ShiftMap />)
    // Cells are 16 px with 1 px between, 20 px from the top.
    fireEvent.pointerDown(screen.getByRole('slider'), { clientX: 40, clientY: 25 })
    expect(screen.getByRole('slider').getAttribute('aria-valuetext')).toBe('x +8%, y −8%: −12 points')
  })
})

it('the legend names both ends of the ramp', () => {
  render(<HeatLegend range={59.6} />)
  expect(screen.getByRole('img', { name: 'From 0, no loss, to −60 points' }).textContent).toBe(
    '0−60 pointsx and y, of the crop’s side',
  )
})

describe('the maps of several models', () => {
  function ShiftMaps() {
    const [crosshair, setCrosshair] = useState<number | null>(null)
    return (
      <HeatMaps
        title="Shift"
        subtitle="change of score"
        maps={[
          { id: 's', label: 'Student', kind: 'student', changes: measured.map((change) => change && change / 2) },
          { id: 'b', label: 'Baseline', kind: 'baseline', changes: measured },
        ]}
        shifts={[-0.08, 0, 0.08]}
        crosshair={crosshair}
        onCrosshair={setCrosshair}
      />
    )
  }

  it('share the ramp and the crosshair', async () => {
    const { container } = render(<ShiftMaps />)
    const ink = [...container.querySelectorAll('.heat-map .loss')].map((rect) =>
      Number(rect.getAttribute('fill-opacity')),
    )
    expect(Math.max(...ink)).toBe(1)
    expect(ink[0]).toBeCloseTo(1 / 3)
    screen.getByRole('slider', { name: 'Student, shift crosshair' }).focus()
    await userEvent.keyboard('{ArrowRight}{ArrowRight}')
    expect(screen.getByRole('slider', { name: 'Baseline, shift crosshair' }).getAttribute('aria-valuetext')).toBe(
      'x +8%, y 0%: +2 points',
    )
  })

  it('have the same numbers as a table', async () => {
    render(<ShiftMaps />)
    await userEvent.click(screen.getByRole('button', { name: 'Show data' }))
    expect(screen.getAllByRole('row')).toHaveLength(10)
    expect(screen.getByRole('row', { name: 'x −8%, y −8% −10 −20' })).toBeDefined()
    expect(screen.getByRole('row', { name: 'x 0%, y +8%' })).toBeDefined()
  })
})
