// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest'
import { presets } from '#domain/quality/own-model.ts'
import type { Engine } from '#engine/engine.ts'
import type { OwnModel, ScoredVariant } from '#engine/protocol.ts'
import { createScoringQueue } from '#engine/scoring-queue.ts'
import { info, showExamples } from '../photos/examples.ts'
import { type FaceEntry, type PhotoEntry, usePhotos } from '../photos/photos.ts'
import { startSession } from '../session.ts'
import { useExperiment } from './experiment.ts'
import {
  acceptModel,
  considerModels,
  dismissModel,
  dropModel,
  noteFailures,
  scoreOnBench,
  useOwnModels,
} from './own-models.ts'
import { runSweeps, stopSweeps, sweepCrops, useSweeps } from './sweeps.ts'

const shape = { size: 112, layout: 'nchw', batch: null, free: false } as const
const input = { ...presets[0], ...shape }
const failure = { message: 'The model gives NaN for a crop.', remedy: 'Check it.' }

/** Ids of the models in the engine, in the order in which they came. */
const opened: string[] = []
let batches = 0

/** Takes any model that is not called broken, and scores every crop by all that it is asked for. */
const engine: Pick<Engine, 'status' | 'subscribe' | 'inspectModel' | 'addModel' | 'removeModel' | 'score' | 'forget'> =
  {
    status: { state: 'ready', info },
    subscribe: () => () => undefined,
    inspectModel: async (file) => {
      if ((file as File).name.startsWith('broken')) throw new Error('No model.')
      return shape
    },
    addModel: async ({ id, name }, reference, signal, onProgress) => {
      await onProgress?.(reference.length)
      signal.throwIfAborted()
      opened.push(id)
      return { id, name, input } as unknown as OwnModel
    },
    removeModel: () => undefined,
    score: async (_photo, _face, specs, signal, own = []) => {
      signal.throwIfAborted()
      batches++
      return specs.map((spec) => ({
        ...spec,
        scores: {},
        ...(own.length > 0 && { failures: Object.fromEntries(own.map((id) => [id, failure])) }),
      })) as unknown as ScoredVariant[]
    },
    forget: () => undefined,
  }

const files = (...names: string[]) => names.map((name) => new File(['onnx'], `${name}.onnx`))
const candidate = () => useOwnModels.getState().candidate
const names = () => useOwnModels.getState().models.map(({ name }) => name)
const looked = (name: string) =>
  expect
    .poll(() => [candidate()?.file.name, candidate()?.shape ?? candidate()?.failure?.remedy])
    .toEqual([`${name}.onnx`, name.startsWith('broken') ? 'No model.' : shape])

async function add(name: string) {
  considerModels(files(name))
  await looked(name)
  await acceptModel(input)
}

/** The one face at hand. */
function atHand(): readonly [PhotoEntry, FaceEntry] {
  const { photos, faces } = usePhotos.getState()
  return [Object.values(photos)[0]!, Object.values(faces)[0]!]
}

beforeEach(() => {
  useOwnModels.setState(useOwnModels.getInitialState(), true)
  useExperiment.setState(useExperiment.getInitialState(), true)
  useSweeps.setState(useSweeps.getInitialState(), true)
  startSession(engine as Engine, (emit) => createScoringQueue(engine as Engine, emit))
  showExamples([{ id: 'p', name: 'a.jpg', faces: [{ student: 50, baseline: 50, spread: 3 }] }])
  opened.length = 0
  batches = 0
})

describe('models dropped at once', () => {
  it('are taken one after the other, each with settings of its own', async () => {
    considerModels(files('one', 'two', 'three'))
    await looked('one')
    await acceptModel(input)
    await looked('two')
    dismissModel()
    await looked('three')
    await acceptModel(input)
    expect(candidate()).toBeNull()
    expect(names()).toEqual(['one', 'three'])
  })

  it('wait for the one that is being considered, and take the place of one that failed', async () => {
    considerModels(files('broken', 'two'))
    await looked('broken')
    considerModels(files('mended'))
    await looked('mended')
    considerModels(files('three'))
    expect(useOwnModels.getState().waiting.map(({ name }) => name)).toEqual(['two.onnx', 'three.onnx'])
    await acceptModel(input)
    await looked('two')
  })

  it('may have one name, and never the id of one that is gone', async () => {
    for (let i = 0; i < 2; i++) await add('same')
    expect(names()).toEqual(['same', 'same (2)'])
    dropModel(opened[0]!)
    await add('same')
    expect(names()).toEqual(['same (2)', 'same'])
    expect(new Set(opened)).toHaveProperty('size', 3)
  })
})

describe('scores on the bench', () => {
  const specs = [{ procedure: 'landmarker-5pt', misalignment: null }] as const
  const score = () => {
    const [photo, { face }] = atHand()
    return scoreOnBench(photo, face, specs, new AbortController().signal)
  }
  const failures = () => useOwnModels.getState().failures

  it('come where a person’s own model fails, which is told', async () => {
    await add('nan')
    expect(await score()).toHaveLength(1)
    expect(failures()).toEqual({ [opened[0]!]: failure })
    dropModel(opened[0]!)
    expect(failures()).toEqual({})
    noteFailures({ [opened[0]!]: failure })
    expect(failures()).toEqual({})
  })
})

describe('the sweeps', () => {
  const turned = { ...useExperiment.getState().hand, moves: { noseTip: { x: 0.1, y: 0 } } }
  const scored = () =>
    Object.values(Object.values(useSweeps.getState().scores)[0] ?? {})
      .flat()
      .filter((crop) => crop !== null).length

  it('pause while a hand moves, and go on by themselves', async () => {
    const [, { id }] = atHand()
    useExperiment.getState().move(turned)
    const running = runSweeps(id)
    await new Promise((resolve) => setTimeout(resolve))
    expect([batches, useSweeps.getState().running]).toEqual([0, id])
    useExperiment.getState().settle()
    await running
    expect(scored()).toBe(sweepCrops)
  })

  it('can be stopped in the pause, and then stay stopped', async () => {
    const [, { id }] = atHand()
    useExperiment.getState().move(turned)
    const running = runSweeps(id)
    stopSweeps()
    useExperiment.getState().settle()
    await running
    expect([batches, scored()]).toEqual([0, 0])
  })

  it('are done where a person’s own model failed on every crop', async () => {
    await add('nan')
    const [, { id }] = atHand()
    await runSweeps(id)
    const before = batches
    await runSweeps(id)
    expect([batches, scored()]).toEqual([before, sweepCrops])
  })
})
