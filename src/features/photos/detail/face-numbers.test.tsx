// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react'
import { Tooltip } from 'radix-ui'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { similarity } from '#domain/geometry/similarity.ts'
import { showExamples } from '#stores/photos/examples.ts'
import { type FaceEntry, usePhotos } from '#stores/photos/photos.ts'
import { FaceNumbers } from './face-numbers.tsx'

beforeEach(() => showExamples([{ id: 'p1', name: 'one.jpg', faces: [{ student: 80, baseline: 70 }] }]))
afterEach(cleanup)

const show = (face: FaceEntry) =>
  render(
    <Tooltip.Provider>
      <FaceNumbers face={face} />
    </Tooltip.Provider>,
  )

it('says how the reference crop is cut, of a student that finds that out', () => {
  const face = usePhotos.getState().faces['p1/0']!
  show(face)
  expect(screen.queryByText(/^This crop is/)).toBeNull()
  cleanup()
  const { scores } = face.reference!
  const aligning = {
    ...scores,
    'plumb-s': { ...scores['plumb-s']!, alignment: similarity<'proper', 'crop'>(1, 0, 0, 0) },
  }
  show({ ...face, reference: { ...face.reference!, scores: aligning } })
  expect(screen.getByText('This crop is cut as it should be.')).toBeDefined()
})
