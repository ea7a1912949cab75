// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { madeFrame } from '#domain/live/made-face.ts'
import { emptySession, observe } from '#domain/live/session.ts'
import { useEngine } from '#stores/engine.ts'
import { useCamera } from '#stores/live/camera.ts'
import { useShown } from '#stores/live/live.ts'
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

it('says what to do before the camera, and a score that has moved', async () => {
  usePhotos.setState(usePhotos.getInitialState(), true)
  useEngine.setState({ status: { state: 'ready', info }, info })
  render(<Announcer />)
  await screen.findByText('Ready.')
  const show = (score: number) => {
    const face = { x: 480, y: 360, width: 300, scores: { 'plumb-s': score } }
    act(() => useShown.setState({ session: observe(emptySession, madeFrame(0, face)) }))
  }
  act(() => useCamera.setState({ state: 'on' }))
  show(72)
  await screen.findByText('Good, hold it.')
  await screen.findByText('Score 72.')
  show(74)
  expect(screen.queryByText('Score 74.')).toBeNull()
  act(() => useShown.setState({ session: observe(emptySession, madeFrame(0)) }))
  await screen.findByText('No face.')
  act(() => useCamera.setState(useCamera.getInitialState(), true))
  await screen.findByText('Ready.')
})
