// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react'
import { Tooltip } from 'radix-ui'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { SelfAlignment } from '#domain/alignment/self-alignment.ts'
import { similarity } from '#domain/geometry/similarity.ts'
import type { OwnModel } from '#engine/protocol.ts'
import { untouched } from '#stores/lab/hand.ts'
import { useHandResult } from '#stores/lab/hand-result.ts'
import { useOwnModels } from '#stores/lab/own-models.ts'
import { face as exampleFace, showExamples } from '#stores/photos/examples.ts'
import { usePhotos } from '#stores/photos/photos.ts'
import { HandNow } from './hand-now.tsx'

const own = { id: 'own:mine', name: 'mine' } as OwnModel

beforeEach(() => {
  showExamples([{ id: 'p1', name: 'one.jpg', faces: [{ student: 80, baseline: 70, spread: 3 }] }])
  useOwnModels.setState({ models: [own] })
})
afterEach(() => {
  cleanup()
  useOwnModels.setState(useOwnModels.getInitialState(), true)
  useHandResult.setState(useHandResult.getInitialState(), true)
})

/**
 * The crop as a hand has it, each of whose scores is 20 lower than that of the reference crop.
 * @param found  by the student
 */
function show(ownScore: number | null, found?: SelfAlignment) {
  const face = usePhotos.getState().faces['p1/0']!
  const scores = ownScore === null ? {} : { [own.id]: { raw: 1, score: ownScore } }
  const reference = { ...face.reference!, scores: { ...face.reference!.scores, ...scores } }
  const lower = Object.entries(reference.scores).map(([id, { raw, score }]) => [
    id,
    { raw, score: score - 20, ...(found && id === 'plumb-s' && { alignment: found }) },
  ])
  useHandResult.setState({
    result: {
      faceId: face.id,
      hand: untouched,
      landmarks: exampleFace.landmarks,
      variant: { ...reference, scores: Object.fromEntries(lower) },
      crop: new Blob(['crop']),
    },
  })
  const { container } = render(
    <Tooltip.Provider>
      <HandNow face={face} reference={reference} />
    </Tooltip.Provider>,
  )
  return container
}

it('says what each model makes of the crop, a person’s own too', () => {
  const container = show(57)
  expect(screen.getByRole('img', { name: /^This crop: 60, 20 below the reference\. Baseline 50/ })).toBeDefined()
  expect(screen.getByRole('listitem').textContent).toBe('mine37 −20')
  expect(container.querySelector('.change-lane.own')).not.toBeNull()
})

it('holds the place of a model that has not scored yet', () => {
  show(null)
  expect(screen.getByRole('listitem').textContent).toBe('mine··')
})

it('says how the student finds the crop cut, and nothing of a student that does not find that out', () => {
  // Too large about the face centre, which stays at (56, 72).
  expect(show(null, similarity(1.14, 0, -0.14 * 56, -0.14 * 72)).textContent).toContain(
    'Found by the student:This crop is 14% too tight.',
  )
  cleanup()
  expect(show(null).textContent).not.toContain('Found')
})
