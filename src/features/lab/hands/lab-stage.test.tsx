// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { Face } from '#domain/alignment/face.ts'
import { point } from '#domain/geometry/point.ts'
import { useExperiment } from '#stores/lab/experiment.ts'
import { alignByHand } from '#stores/lab/hand.ts'
import { detectedFace, face as found, showExamples } from '#stores/photos/examples.ts'
import { usePhotos } from '#stores/photos/photos.ts'
import { LabStage } from './lab-stage.tsx'

beforeEach(() => {
  useExperiment.setState(useExperiment.getInitialState(), true)
  showExamples([{ id: 'p1', name: 'one.jpg', faces: [{ student: 80, baseline: 70 }] }])
})
afterEach(cleanup)

function show(face: Face) {
  const { photos, faces } = usePhotos.getState()
  render(<LabStage photo={photos.p1!} face={{ ...faces['p1/0']!, face }} />)
}

const names = () => screen.getAllByRole('button').map((grip) => grip.getAttribute('aria-label'))
const hand = () => useExperiment.getState().hand

it('lets a hand take the five points of the landmarker', () => {
  show(found)
  expect(names()).toEqual([
    'Crop frame',
    'right eye',
    'left eye',
    'nose tip',
    'right mouth corner',
    'left mouth corner',
  ])
})

it('lets a hand take the four points of the detector where the reference looks at those', async () => {
  show(detectedFace)
  expect(names()).toEqual([
    'Crop frame',
    'the detector’s right eye',
    'the detector’s left eye',
    'the detector’s nose tip',
    'the detector’s mouth',
  ])
  screen.getByRole('button', { name: 'the detector’s mouth' }).focus()
  await userEvent.keyboard('{ArrowRight}{ArrowRight}')
  expect(names().at(-1)).toBe('the detector’s mouth, moved by 4.6% of the eye distance')
  expect(alignByHand(detectedFace, hand())!.spec.procedure).toBe('detector-keypoints')
  await userEvent.keyboard('{ArrowLeft}{ArrowLeft}')
  expect(hand()).toEqual(useExperiment.getInitialState().hand)
})

it('moves by the smallest step where a tenth of a pixel is less', async () => {
  const scaledUp = Object.fromEntries(
    Object.entries(found.landmarks).map(([name, { x, y }]) => [name, point<'source'>(100 * x, 100 * y)]),
  ) as unknown as Face['landmarks']
  show({ ...found, landmarks: scaledUp })
  screen.getByRole('button', { name: 'nose tip' }).focus()
  await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}')
  expect(hand().moves).toEqual({ noseTip: { x: 0, y: 0.001 } })
})
