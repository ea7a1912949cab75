// @vitest-environment happy-dom
import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { showExamples } from '../photos/examples.ts'
import { applyEvents, hide, usePhotos } from '../photos/photos.ts'
import { useSelection } from '../photos/selection.ts'
import { benchable, useBench, useHasOthers, useSecond } from './bench.ts'
import { useExperiment } from './experiment.ts'

const score = { student: 80, baseline: 70 }

beforeEach(() => {
  useExperiment.setState(useExperiment.getInitialState(), true)
  showExamples([
    { id: 'p1', name: 'nobody.jpg', faces: [] },
    { id: 'p2', name: 'one.jpg', faces: [score] },
    { id: 'p3', name: 'two.jpg', faces: [score, score] },
  ])
})
afterEach(cleanup)

const onBench = () => renderHook(() => useBench()?.face.id).result.current

it('has the chosen face on the bench, else the selected one, else the first', () => {
  expect(onBench()).toBe('p2/0')
  useSelection.getState().select('p3/0')
  expect(onBench()).toBe('p3/0')
  useExperiment.getState().choose('p3/1')
  expect(onBench()).toBe('p3/1')
  hide({ photoId: 'p3', faceId: 'p3/1' })
  expect(onBench()).toBe('p3/0')
  hide({ photoId: 'p3', faceId: null })
  expect(onBench()).toBe('p2/0')
})

it('knows the others, and the second where it is another', () => {
  expect(benchable(usePhotos.getState()).map(({ face }) => face.id)).toEqual(['p2/0', 'p3/0', 'p3/1'])
  const others = renderHook(() => useHasOthers('p2/0'))
  expect(others.result.current).toBe(true)
  act(() => void hide({ photoId: 'p3', faceId: null }))
  expect(others.result.current).toBe(false)
  useExperiment.getState().chooseSecond('p2/0')
  expect(renderHook(() => useSecond('p2/0')).result.current).toBeNull()
  expect(renderHook(() => useSecond('p3/0')).result.current?.face.id).toBe('p2/0')
})

it('renders nothing anew while other faces are scored', () => {
  let renders = 0
  renderHook(() => {
    renders++
    return [useBench(), useHasOthers('p2/0')]
  })
  act(() => {
    applyEvents([{ kind: 'measured', photoId: 'p3', face: 1, outcomes: [], remaining: 0 }])
    applyEvents([{ kind: 'pending', photos: 3, faces: 2 }])
  })
  expect(renders).toBe(1)
  act(() => applyEvents([{ kind: 'measured', photoId: 'p2', face: 0, outcomes: [], remaining: 0 }]))
  expect(renders).toBe(2)
})
