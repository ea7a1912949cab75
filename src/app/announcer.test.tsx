// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, it } from 'vitest'
import { useEngine } from '#stores/engine.ts'
import { info, showExamples } from '#stores/photos/examples.ts'
import { applyEvents, usePhotos } from '#stores/photos/photos.ts'
import { Announcer } from './announcer.tsx'

afterEach(cleanup)

it('says what the page is doing, from the first download to the last score', async () => {
  usePhotos.setState(usePhotos.getInitialState(), true)
  useEngine.setState(useEngine.getInitialState(), true)
  render(<Announcer />)
  await screen.findByText('Loading the models.')
  act(() => useEngine.setState({ status: { state: 'ready', info }, info }))
  await screen.findByText('Ready.')
  act(() => showExamples([{ id: 'p1', name: 'a.jpg', faces: [{ student: 82, baseline: 79 }] }]))
  await screen.findByText('All done: 1 face scored.')
  act(() => applyEvents([{ kind: 'pending', photos: 0, faces: 1 }]))
  await screen.findByText('Scored 1 of 1 face.')
  act(() => applyEvents([{ kind: 'pending', photos: 0, faces: 0 }]))
  await screen.findByText('All done: 1 face scored.')
})
