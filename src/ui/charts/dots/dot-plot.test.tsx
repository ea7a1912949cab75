// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
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
})
