// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { Tooltip } from 'radix-ui'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { useEngine } from '#stores/engine.ts'
import { info, showExamples, thresholdEffects } from '#stores/photos/examples.ts'
import { currentRows } from '#stores/photos/rows.ts'
import { useSelection } from '#stores/photos/selection.ts'
import { useSettings } from '#stores/settings.ts'
import { useThreshold } from '#stores/threshold.ts'
import { Head } from './head.tsx'
import { KeepRow } from './keep-row.tsx'
import { RowView } from './row.tsx'

const show = (children: ReactNode) => render(<Tooltip.Provider>{children}</Tooltip.Provider>)
const row = (id: string) => currentRows().find((one) => one.id === id)!

beforeEach(() => {
  useSettings.setState(useSettings.getInitialState(), true)
  useThreshold.setState(useThreshold.getInitialState(), true)
  showExamples([
    { id: 'p1', name: 'low.jpg', faces: [{ student: 20, baseline: 15, spread: 2 }] },
    { id: 'p2', name: 'high.jpg', faces: [{ student: 82, baseline: 79, spread: 3 }] },
    { id: 'p3', name: 'nobody.jpg', faces: [] },
  ])
})
afterEach(cleanup)

describe('the list’s head', () => {
  it('counts photos and faces', () => {
    show(<Head />)
    expect(screen.getByRole('heading', { name: '3 photos' })).toBeDefined()
    expect(screen.getByText('2 faces')).toBeDefined()
  })

  it('sorts by what a person chooses', async () => {
    show(<Head />)
    await userEvent.click(screen.getByRole('button', { name: 'Sort Score, high first' }))
    await userEvent.click(screen.getByRole('menuitemradio', { name: 'Score, low first' }))
    expect(currentRows().map(({ id }) => id)).toEqual(['p1/0', 'p2/0', 'p3'])
    expect(screen.getByRole('button', { name: 'Sort Score, low first' })).toBeDefined()
  })
})

describe('the threshold', () => {
  it('says how many of the scored faces it keeps, as the bob moves', async () => {
    show(<KeepRow />)
    expect(screen.getByText('Keep 30 and up').parentElement?.textContent).toBe('Keep 30 and up · 1 of 2 scored')
    screen.getByRole('slider', { name: 'Threshold' }).focus()
    await userEvent.keyboard('20')
    expect(screen.getByRole('slider').getAttribute('aria-valuetext')).toBe('Keep 20 and up: 2 of 2')
  })
})

describe('the threshold of an evaluated model', () => {
  const evaluate = () => {
    const model = info.models[0]!
    const evaluated = { ...model, reference: { ...model.reference, thresholds: thresholdEffects } }
    useEngine.setState({ info: { ...info, models: [evaluated, ...info.models.slice(1)] } })
  }

  it('says in plain words what it does to the reference faces, as the bob moves', async () => {
    evaluate()
    show(<KeepRow />)
    screen.getByRole('slider', { name: 'Threshold' }).focus()
    await userEvent.keyboard('20')
    const words = 'Keeps 80% of the reference faces; false non-matches fall from 4.1% to 1.9%.'
    expect(screen.getByText(words)).toBeDefined()
    await userEvent.keyboard('{ArrowLeft}')
    expect(screen.queryByText(words)).toBeNull()
    expect(screen.getByText(/^Keeps 81% of the reference faces; false non-matches stay at 4.1%/)).toBeDefined()
  })

  it('has the interval in its tooltip', async () => {
    evaluate()
    show(<KeepRow />)
    await userEvent.tab()
    expect((await screen.findByRole('tooltip')).textContent).toContain('95% interval 1.4% to 2.5%')
  })

  it('says nothing of what was not measured', async () => {
    show(<KeepRow />)
    expect(screen.queryByText(/reference faces/)).toBeNull()
    await userEvent.tab()
    expect((await screen.findByRole('tooltip')).textContent).toBe(
      'A threshold of 30 discards 30% of the reference faces.',
    )
  })
})

describe('a row', () => {
  it('has the name, what is plain to see, and the mark in words', () => {
    show(<RowView row={row('p2/0')} selected={false} isStop />)
    const button = screen.getByRole('button', { name: /^high\.jpg 512 × 512 · eyes 44 px Score 82 of 100\./ })
    expect(button.textContent).toContain('82± 3')
  })

  it('opens its detail', async () => {
    show(<RowView row={row('p2/0')} selected isStop />)
    await userEvent.click(screen.getByRole('button'))
    expect(useSelection.getState()).toMatchObject({ id: 'p2/0', detail: 'open' })
  })

  it('is faded below the threshold', () => {
    const { container } = show(<RowView row={row('p1/0')} selected={false} isStop />)
    expect(container.querySelector('.discarded')).not.toBeNull()
  })

  it('without a face is what the keyboard selects and focuses', () => {
    show(<RowView row={row('p3')} selected isStop />)
    const current = screen.getByRole('button', { current: true })
    expect(current.textContent).toBe('nobody.jpg')
    expect(current.tabIndex).toBe(0)
  })

  it('without a face offers to mark one', async () => {
    show(<RowView row={row('p3')} selected={false} isStop />)
    expect(screen.getByText('No face found.')).toBeDefined()
    await userEvent.click(screen.getByRole('button', { name: 'Mark it' }))
    expect(useSelection.getState().marking).toBe('p3')
  })
})
