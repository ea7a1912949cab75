// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, expect, it, vi } from 'vitest'
import { usePhotos } from '#stores/photos/photos.ts'
import { Empty } from './empty.tsx'

afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

it.each([
  ['without a network', () => Promise.reject(new TypeError('Failed to fetch'))],
  ['where the host lacks them', () => Promise.resolve(new Response('Not found', { status: 404 }))],
])('samples %s say what is wrong, and come when tried again', async (_, answer) => {
  usePhotos.setState(usePhotos.getInitialState(), true)
  vi.stubGlobal('fetch', answer)
  render(<Empty />)
  await userEvent.click(screen.getByRole('button', { name: 'Score all eight' }))
  expect((await screen.findByRole('alert')).textContent).toContain('The samples could not be loaded.')
  expect(usePhotos.getState().order).toEqual([])
  vi.stubGlobal('fetch', async () => new Response('pixels'))
  await userEvent.click(screen.getByRole('button', { name: 'Score all eight' }))
  await expect.poll(() => usePhotos.getState().order).toHaveLength(8)
  expect(screen.queryByRole('alert')).toBeNull()
})
