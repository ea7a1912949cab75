// @vitest-environment happy-dom
import { act, cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import type { DetachedWindowAPI } from 'happy-dom'
import { Tooltip } from 'radix-ui'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { showExamples } from '#stores/photos/examples.ts'
import { step } from '#stores/photos/list-actions.ts'
import { usePhotos } from '#stores/photos/photos.ts'
import { useSelection } from '#stores/photos/selection.ts'
import { Photos } from './photos.tsx'

const { happyDOM } = window as unknown as { readonly happyDOM: DetachedWindowAPI }

function show(width: number) {
  happyDOM.setViewport({ width })
  render(
    <Tooltip.Provider>
      <Photos />
    </Tooltip.Provider>,
  )
}

beforeEach(() =>
  showExamples([
    { id: 'p1', name: 'a.jpg', faces: [{ student: 82, baseline: 79, spread: 3 }] },
    { id: 'p2', name: 'b.jpg', faces: [{ student: 60, baseline: 50 }] },
    { id: 'p3', name: 'nobody.jpg', faces: [] },
  ]),
)
afterEach(cleanup)

/** In milliseconds; the first render of everything takes seconds on a busy machine. */
const timeout = 30_000

describe('the detail on a phone', { timeout }, () => {
  it('is one step of the history, whichever face it shows, and Back closes it', () => {
    show(360)
    const before = window.history.length
    act(() => useSelection.getState().open('p1/0'))
    act(() => step(1))
    expect(window.history.length).toBe(before + 1)
    expect(useSelection.getState()).toMatchObject({ id: 'p2/0', detail: 'open' })
    act(() => window.dispatchEvent(new PopStateEvent('popstate')))
    expect(useSelection.getState().detail).toBe('closed')
  })
})

describe('the keyboard', { timeout }, () => {
  it('leaves the arrows that scroll the strip to the strip', async () => {
    show(1400)
    screen.getByRole('list', { name: 'Alignments' }).focus()
    await userEvent.keyboard('{ArrowRight}')
    expect(useSelection.getState().id).toBe('p1/0')
    await userEvent.keyboard('{ArrowDown}')
    expect(useSelection.getState().id).toBe('p2/0')
  })

  it('removes no photo with Backspace while a person marks a face in it', async () => {
    show(1400)
    act(() => useSelection.getState().mark('p3'))
    await userEvent.keyboard('{Enter}')
    screen.getByRole('button', { name: 'Take back' }).focus()
    await userEvent.keyboard('{Backspace}')
    expect(usePhotos.getState().removed).toEqual([])
    await userEvent.keyboard('{Delete}')
    expect(usePhotos.getState().removed).toEqual([{ photoId: 'p3', faceId: null }])
  })
})
