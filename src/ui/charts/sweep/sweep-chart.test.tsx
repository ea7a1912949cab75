// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { type ComponentProps, useState } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { whole } from '../../format.ts'
import { SweepChart, type SweepSeries } from './sweep-chart.tsx'

afterEach(cleanup)

const exact = (median: number) => ({ median, low: median, high: median })

const series: readonly SweepSeries[] = [
  { id: 's', label: 'Student', kind: 'student', points: [70, 88, 91, 89, 71].map(exact) },
  {
    id: 'b',
    label: 'Baseline',
    kind: 'baseline',
    points: [exact(30), { median: 74, low: 60, high: 80 }, exact(89), null, null],
  },
]

type Props = ComponentProps<typeof SweepChart>

function Sweep(props: Partial<Props>) {
  const [crosshair, setCrosshair] = useState<number | null>(null)
  return (
    <SweepChart
      title="Rotation"
      subtitle="degrees"
      xLabel="about the face centre"
      xs={[-40, -20, 0, 20, 40]}
      formatX={(value) => `${whole(value)}°`}
      reference={0}
      series={series}
      threshold={null}
      crosshair={crosshair}
      onCrosshair={setCrosshair}
      spoken="The student falls from 91 to 70."
      {...props}
    />
  )
}

const texts = (container: Element) => [...container.querySelectorAll('svg text')].map((text) => text.textContent)

describe('the sweep chart', () => {
  it('says the finding, and has score axis, ticks and names', () => {
    const { container } = render(<Sweep />)
    expect(screen.getByRole('img', { name: 'The student falls from 91 to 70.' })).toBeDefined()
    expect(texts(container)).toEqual(
      expect.arrayContaining(['0', '25', '50', '75', '100', '−40°', '0°', '40°', 'Student', 'Baseline']),
    )
  })

  it('draws a band only where scores spread, and no line through what is not measured', () => {
    const { container } = render(<Sweep />)
    expect(container.querySelector('.band.student')).toBeNull()
    expect(container.querySelector('.band.baseline')?.getAttribute('fill')).toMatch(/^url\(#.+\)$/)
    expect(container.querySelector('.series-line.student')?.getAttribute('d')?.match(/[ML]/g)).toHaveLength(5)
    expect(container.querySelector('.series-line.baseline')?.getAttribute('d')?.match(/[ML]/g)).toHaveLength(3)
  })

  it('keeps its place while nothing is measured', () => {
    const { container } = render(
      <Sweep series={series.map((one) => ({ ...one, points: one.points.map(() => null) }))} />,
    )
    expect(texts(container)).toContain('100')
    expect(texts(container)).not.toContain('Student')
  })

  it('shows the threshold where there is one', () => {
    const { container } = render(<Sweep threshold={30} />)
    expect(texts(container)).toContain('threshold 30')
  })

  it.each([
    ['{ArrowRight}', '0°: Student 91, Baseline 89'],
    ['{ArrowRight}{ArrowRight}', '20°: Student 89'],
    ['{Home}', '−40°: Student 70, Baseline 30'],
    ['{End}{ArrowRight}', '40°: Student 71'],
    ['{Home}{ArrowRight}', '−20°: Student 88, Baseline 74'],
    ['{Home}{Escape}', 'Nothing chosen'],
  ])('after %s the crosshair reads "%s"', async (keys, words) => {
    const user = userEvent.setup()
    render(<Sweep />)
    const crosshair = screen.getByRole('slider', { name: 'Rotation, crosshair' })
    crosshair.focus()
    await user.keyboard(keys)
    expect(crosshair.getAttribute('aria-valuetext')).toBe(words)
  })

  it('reads the step nearest to the pointer, with a form for each model', () => {
    const { container } = render(<Sweep />)
    // The plot is 176 px wide from 28 on, so −20° is at 72.
    fireEvent.pointerMove(screen.getByRole('slider'), { clientX: 80, clientY: 100 })
    expect(texts(container)).toEqual(expect.arrayContaining(['−20°', '88', '74']))
    expect(container.querySelectorAll('circle.student-point, path.baseline-point')).toHaveLength(2)
  })

  it('has the same numbers as a table', async () => {
    render(<Sweep />)
    await userEvent.click(screen.getByRole('button', { name: 'Show data' }))
    expect(screen.getByRole('row', { name: '−20° 88 74 (60–80)' })).toBeDefined()
    expect(screen.getByRole('row', { name: '40° 71' })).toBeDefined()
  })
})
