// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { listOf } from '#domain/alignment/face.ts'
import { face, showExamples } from '#stores/photos/examples.ts'
import { usePhotos } from '#stores/photos/photos.ts'
import { useSelection } from '#stores/photos/selection.ts'
import { MarkFace } from './mark-face.tsx'
import { markedFace } from './marked-face.ts'

beforeEach(() => {
  showExamples([{ id: 'p1', name: 'nobody.jpg', faces: [] }])
  useSelection.getState().mark('p1')
})
afterEach(cleanup)

describe('a face that a person marks', () => {
  it('has a box around its five points, where the detector’s would lie', () => {
    const { box, source, landmarks } = markedFace(listOf(face.landmarks), face.photo)!
    expect(source).toBe('manual')
    expect(landmarks).toEqual(face.landmarks)
    for (const { x, y } of listOf(landmarks)) {
      expect(x).toBeGreaterThan(box.x)
      expect(x).toBeLessThan(box.x + box.width)
      expect(y).toBeGreaterThan(box.y)
      expect(y).toBeLessThan(box.y + box.height)
    }
  })

  it('is none before the fifth point', () => {
    expect(markedFace(listOf(face.landmarks).slice(1), face.photo)).toBeNull()
  })
})

describe('marking by keyboard', () => {
  it('asks for the five points in order, takes one back, and ends with the fifth', async () => {
    const user = userEvent.setup()
    render(<MarkFace photo={usePhotos.getState().photos.p1!} />)
    expect(document.activeElement?.getAttribute('role')).toBe('application')
    await user.keyboard('{Enter}')
    expect(screen.getByText('left eye')).toBeDefined()
    await user.keyboard('{Backspace}')
    expect(screen.getByText('right eye')).toBeDefined()
    await user.keyboard(
      '{ArrowLeft}{Enter}{ArrowRight}{ArrowRight}{Enter}{ArrowDown}{Enter}{ArrowDown}{ArrowLeft}{Enter}',
    )
    expect(useSelection.getState().marking).toBe('p1')
    await user.keyboard('{ArrowRight}{Enter}')
    expect(useSelection.getState().marking).toBeNull()
  })

  it('takes no fifth point that leaves all on one spot, says why, and goes on', async () => {
    render(<MarkFace photo={usePhotos.getState().photos.p1!} />)
    await userEvent.keyboard('{Enter}{Enter}{Enter}{Enter}{Enter}')
    expect(screen.getByText(/lie on one spot/)).toBeDefined()
    expect(screen.getByText('5 of 5')).toBeDefined()
    await userEvent.keyboard('{ArrowRight}{Enter}')
    expect(useSelection.getState().marking).toBeNull()
  })

  it('is given up with Escape', async () => {
    render(<MarkFace photo={usePhotos.getState().photos.p1!} />)
    await userEvent.keyboard('{Escape}')
    expect(useSelection.getState().marking).toBeNull()
  })
})
