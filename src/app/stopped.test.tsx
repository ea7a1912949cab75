// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { showExamples } from '#stores/photos/examples.ts'
import { ErrorBoundary } from './error-boundary.tsx'
import { PageStopped } from './stopped.tsx'

let isBroken = true
function Shell() {
  if (isBroken) throw new Error('A part is missing.')
  return <p>All is well.</p>
}

beforeEach(() => {
  isBroken = true
  // React tells of what a boundary caught, too.
  vi.spyOn(console, 'error').mockImplementation(() => {})
  showExamples([
    { id: 'p1', name: 'first.jpg', faces: [{ student: 71, baseline: 60, spread: 3 }] },
    { id: 'p2', name: 'second.jpg', faces: [{ student: 42, baseline: 40, spread: 3 }] },
  ])
  render(
    <ErrorBoundary fallback={(error, again) => <PageStopped error={error} again={again} />}>
      <Shell />
    </ErrorBoundary>,
  )
})
afterEach(cleanup)

it('a page whose shell fails still has the list and its export', () => {
  expect(screen.getByRole('alert').textContent).toContain('A part is missing.')
  expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
    'first.jpg: 71',
    'second.jpg: 42',
  ])
  expect(screen.getByRole('button', { name: 'Save everything (JSON)' })).toBeDefined()
  expect(screen.getByRole('button', { name: 'Save the table (CSV)' })).toBeDefined()
})

it('a page whose shell failed once comes back', async () => {
  isBroken = false
  await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
  expect(screen.getByText('All is well.')).toBeDefined()
})
