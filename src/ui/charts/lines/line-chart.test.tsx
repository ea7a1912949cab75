// @vitest-environment happy-dom
import { readFileSync } from 'node:fs'
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { type ComponentProps, useState } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { LineChart } from './line-chart.tsx'

afterEach(cleanup)

const point = (value: number, half = 0) => ({ value, low: value - half, high: value + half })

function Chart(props: Partial<ComponentProps<typeof LineChart>>) {
  const [crosshair, setCrosshair] = useState<number | null>(1)
  return (
    <LineChart
      title="Errors"
      subtitle="95% band"
      x={{
        label: 'discarded',
        values: [0, 10, 20],
        format: (x) => `${x}%`,
        read: (x) => `${x}% discarded`,
        reference: null,
      }}
      y={{ label: 'FNMR', ends: [0, 8], ticks: [0, 4, 8], format: String, read: (y) => y.toFixed(1) }}
      lines={[
        { id: 's', label: 'Student', kind: 'student', points: [point(6, 1), point(4, 1), point(2, 1)] },
        { id: 'o', label: 'Other', kind: 'other', points: [point(6, 1), null, point(5, 1)] },
      ]}
      crosshair={crosshair}
      onCrosshair={setCrosshair}
      spoken="Errors fall."
      {...props}
    />
  )
}

const pathOf = (container: Element, selector: string) => container.querySelector(selector)?.getAttribute('d') ?? ''
const texts = (container: Element) => [...container.querySelectorAll('svg text')].map((text) => text.textContent)

describe('the line chart', () => {
  it('writes values finer than its axis', () => {
    const { container } = render(<Chart />)
    expect(texts(container)).toEqual(expect.arrayContaining(['8', '4', '4.0', '10% discarded']))
    expect(screen.getByRole('slider').getAttribute('aria-valuetext')).toBe('10% discarded: Student 4.0')
  })

  it('draws steps as steps', () => {
    const { container, rerender } = render(<Chart />)
    const slopes = (path: string) => {
      const points = [...path.matchAll(/(-?[\d.]+),(-?[\d.]+)/g)].map(([, x, y]) => [Number(x), Number(y)] as const)
      return points.slice(1).filter(([x, y], i) => x !== points[i]![0] && y !== points[i]![1]).length
    }
    expect(slopes(pathOf(container, '.series-line.student'))).toBe(2)
    rerender(<Chart isStepped />)
    expect(slopes(pathOf(container, '.series-line.student'))).toBe(0)
  })

  it('has bands for models alone, so that many methods stay apart', () => {
    const { container } = render(<Chart />)
    expect(container.querySelector('.band.student')).not.toBeNull()
    expect(container.querySelector('.band.other')).toBeNull()
  })

  it('fills amounts down to the axis', () => {
    const { container } = render(<Chart isFilled />)
    // The axis is at 192.
    expect(pathOf(container, '.band.student')).toContain(',192')
  })

  it('marks each value where they are few', () => {
    const { container } = render(<Chart areMarked crosshair={null} />)
    expect(container.querySelectorAll('.student-point')).toHaveLength(3)
    expect(container.querySelectorAll('.other-point')).toHaveLength(2)
  })

  describe('with seven methods', () => {
    const labels = ['Student', 'Baseline', 'plumb-s', 'LightQNet', 'SER-FIQ', 'Length', 'Random']
    const seven = labels.map((label, i) => ({
      id: label,
      label,
      kind: (['student', 'baseline'] as const)[i] ?? ('other' as const),
      points: [point(6 - i / 10), point(4), point(2)],
    }))
    const rules = readFileSync('src/ui/charts/charts.css', 'utf8')
    const dashesOf = (className: string) => {
      const selector = `.chart .${className.split(' ').join('.')} {`
      const plain = `.chart .${className.split(' ').slice(0, 2).join('.')} {`
      const rule = (start: string) =>
        rules
          .split(start)[1]
          ?.split('}')[0]
          ?.match(/stroke-dasharray: ([^;]+)/)?.[1]
      return rule(selector) ?? rule(plain) ?? 'solid'
    }

    it('draws each in a colour, dashes and a mark of its own', () => {
      const { container } = render(<Chart lines={seven} areMarked crosshair={null} />)
      const looks = [...container.querySelectorAll('.series-line')].map((line) => line.getAttribute('class')!)
      const looked = new Set(looks.map((look) => `${look.split(' ')[1]} ${dashesOf(look)}`))
      expect(looked.size).toBe(7)
      const marks = [...container.querySelectorAll('.other-point')].map((mark) => mark.getAttribute('d')!)
      expect(new Set(marks.map((mark) => mark.replace(/^M[\d.]+ [\d.]+/, ''))).size).toBe(5)
    })

    it('names each at its own place, though all of them end at one', () => {
      const { container } = render(<Chart lines={seven} crosshair={null} />)
      const names = [...container.querySelectorAll('text.name')]
      expect(names.map((name) => name.textContent)).toEqual(labels)
      const places = names.map((name) => Number(name.getAttribute('y'))).toSorted((a, b) => a - b)
      places.slice(1).forEach((place, i) => {
        expect(place - places[i]!).toBeGreaterThanOrEqual(13 - 1e-9)
      })
    })
  })

  it('names its guides', () => {
    const guide = {
      label: 'random',
      points: [
        { x: 0, y: 6 },
        { x: 20, y: 6 },
      ],
      named: { x: 20, y: 6, anchor: 'end' as const },
    }
    const { container } = render(<Chart guides={[guide]} />)
    expect(texts(container)).toContain('random')
    expect(container.querySelectorAll('.threshold')).toHaveLength(1)
  })

  it('has the values with their ranges as a table', async () => {
    render(<Chart />)
    await userEvent.click(screen.getByRole('button', { name: 'Show data' }))
    expect(screen.getByRole('row', { name: '0% 6.0 (5.0–7.0) 6.0 (5.0–7.0)' })).toBeDefined()
  })
})
