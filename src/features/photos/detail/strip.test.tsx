// @vitest-environment happy-dom
import { cleanup, render, screen, within } from '@testing-library/react'
import { Tooltip } from 'radix-ui'
import { afterEach, describe, expect, it } from 'vitest'
import { procedures } from '#domain/alignment/procedures.ts'
import { showExamples } from '#stores/photos/examples.ts'
import { applyEvents, usePhotos } from '#stores/photos/photos.ts'
import { Strip } from './strip.tsx'

afterEach(cleanup)

function show() {
  const { photos, faces } = usePhotos.getState()
  render(
    <Tooltip.Provider>
      <Strip photo={photos.p1!} face={faces['p1/0']!} />
    </Tooltip.Provider>,
  )
  return within(screen.getByRole('list', { name: 'Alignments' }))
    .getAllByRole('listitem')
    .map((item) => item.textContent)
}

describe('the strip of alignments', () => {
  it('has every procedure, with its change from the reference', () => {
    showExamples([{ id: 'p1', name: 'a.jpg', faces: [{ student: 82, baseline: 79, spread: 3 }] }])
    const items = show()
    expect(items).toHaveLength(procedures.length)
    expect(items[0]).toBe('Landmarker 5‑pt82ref79ref')
    expect(items[1]).toBe('Detector keypoints820790')
  })

  it('holds the places of those that are still being scored', () => {
    showExamples([{ id: 'p1', name: 'a.jpg', faces: [{ student: 82, baseline: 79 }] }])
    expect(show().at(-1)).toBe('Student····')
  })

  it('says of one that cannot be made that it cannot', () => {
    showExamples([{ id: 'p1', name: 'a.jpg', faces: [{ student: 82, baseline: 79 }] }])
    const missing = ['left eye’s outer corner', 'right eye’s outer corner']
    const outcome = { procedure: 'outer-eye-corners', misalignment: null, missing } as const
    applyEvents([{ kind: 'measured', photoId: 'p1', face: 0, outcomes: [outcome], remaining: 33 }])
    expect(show()[3]).toBe('Outer eye cornersCannot be cut')
  })
})
