import { beforeEach, describe, expect, it } from 'vitest'
import { csvText } from '#domain/csv.ts'
import type { OwnModel, ScoredVariant } from '#engine/protocol.ts'
import type { BenchFace } from '#stores/lab/bench.ts'
import { useOwnModels } from '#stores/lab/own-models.ts'
import { sweepCrops, sweepMisalignments, useSweeps } from '#stores/lab/sweeps.ts'
import { showExamples } from '#stores/photos/examples.ts'
import { usePhotos } from '#stores/photos/photos.ts'
import { experimentOf } from './experiment.ts'
import { originLines, originOf, unfinishedWords } from './origin.ts'
import { sweepRows } from './sweep-rows.ts'

const own: OwnModel = {
  id: 'own/mine',
  name: 'mine',
  file: 'mine.onnx',
  sha256: 'c0ffee',
  bytes: 3,
  input: { size: 96, layout: 'nhwc', batch: 1, order: 'bgr', mean: [1, 2, 3], std: [4, 5, 6] },
  scale: { reference: '35 aligned crops at hand', n: 35, quantiles: [0, 1] },
  misaligned: 0,
  msPerFace: 1,
}

function bench(photoId: string): BenchFace {
  const { photos, faces } = usePhotos.getState()
  const face = faces[`${photoId}/0`]!
  return { photo: photos[photoId]!, face, reference: face.reference }
}

/** The first crops of each sweep of a face, scored 10 below its reference. */
function sweep({ face }: BenchFace, most: number, models: readonly string[]) {
  const { transform, procedure } = face.reference!
  const scored = (misalignment: ScoredVariant['misalignment']): ScoredVariant => ({
    procedure,
    misalignment,
    transform,
    scores: Object.fromEntries(
      models.map((id) => [id, { raw: 1, score: (face.reference!.scores[id]?.score ?? 60) - 10 }]),
    ),
  })
  const crops = (id: keyof typeof sweepMisalignments) =>
    sweepMisalignments[id].map((misalignment, i) => (i < most ? scored(misalignment) : null))
  const scores = { jitter: crops('jitter'), rotation: crops('rotation'), scale: crops('scale'), shift: crops('shift') }
  useSweeps.setState(({ scores: others }) => ({ scores: { ...others, [face.id]: scores } }))
}

beforeEach(() => {
  useSweeps.setState(useSweeps.getInitialState(), true)
  useOwnModels.setState({ ...useOwnModels.getInitialState(), models: [own] }, true)
  showExamples([
    { id: 'p1', name: 'one.jpg', faces: [{ student: 82, baseline: 79, spread: 3 }] },
    { id: 'p2', name: 'two.jpg', faces: [{ student: 40, baseline: 30, spread: 1 }] },
  ])
})

describe('the experiment', () => {
  it('has all that an own model needs to score again', () => {
    const { models } = experimentOf([bench('p1')])
    expect(models.map(({ id }) => id)).toEqual(['plumb-s', 'plumb-b', 'own/mine'])
    expect(models[2]).toEqual({
      id: 'own/mine',
      sha256: 'c0ffee',
      own: { file: 'mine.onnx', input: { ...own.input, range: [0, 255] }, scale: own.scale },
    })
    expect(models[0]).not.toHaveProperty('own')
  })

  it('has both faces that are compared, each with its own sweeps', () => {
    sweep(bench('p2'), 2, ['plumb-s', 'plumb-b', 'own/mine'])
    const { faces } = experimentOf([bench('p1'), bench('p2')])
    expect(faces.map(({ file }) => file)).toEqual(['one.jpg', 'two.jpg'])
    expect(faces.map(({ sweeps }) => sweeps?.map(({ done }) => done))).toEqual([
      [0, 0, 0, 0],
      [2, 2, 2, 2],
    ])
    expect(faces[1]!.variants.filter((variant) => variant.sweep === 'scale')).toHaveLength(2)
  })

  it('counts as done what every model scored, or failed on', () => {
    sweep(bench('p1'), 3, ['plumb-s', 'plumb-b'])
    expect(experimentOf([bench('p1')]).faces[0]!.sweeps![0]).toEqual({ id: 'jitter', done: 0, of: 73 })
    useOwnModels.setState({ models: [] })
    expect(experimentOf([bench('p1')]).faces[0]!.sweeps![0]).toEqual({ id: 'jitter', done: 3, of: 73 })
  })
})

describe('the table of the sweeps', () => {
  it('says in each row what it is of and where it comes from', () => {
    sweep(bench('p1'), 2, ['plumb-s', 'own/mine'])
    const record = experimentOf([bench('p1')])
    const rows = sweepRows(record)
    expect(rows).toHaveLength(4 * 2 * 2)
    expect(rows[2]).toEqual({
      file: 'one.jpg',
      face: 0,
      model: 'plumb-s',
      score: 72,
      change: -10,
      raw: 1,
      sweep: 'jitter',
      sweep_done: 2,
      sweep_of: 73,
      jitter: 0.05,
      seed: 1,
      rotation: 0,
      scale: 1,
      shift_x: 0,
      shift_y: 0,
      found_rotation: null,
      found_scale: null,
      found_shift_x: null,
      found_shift_y: null,
      found_error: null,
      reference: 'landmarker-5pt',
      model_sha256: record.models[0]!.sha256,
      backend: 'wasm',
      app_version: record.app.version,
    })
    // Its reference crop waits for the own model.
    expect(rows[3]).toMatchObject({ model: 'own/mine', change: null, model_sha256: 'c0ffee' })
  })

  it('begins with the columns of the list’s', () => {
    sweep(bench('p1'), 1, ['plumb-s'])
    expect(csvText(sweepRows(experimentOf([bench('p1')])))).toMatch(/^file,face,model,score,/)
  })
})

describe('where a picture comes from', () => {
  const origin = () =>
    originOf(experimentOf([bench('p1')]), { landmarks: 'landmarker', reference: 'landmarker-5pt', sweeps: [] })

  it('is said with every model’s whole hash, an own one’s too', () => {
    const [first, ...models] = originLines(origin())
    expect(first).toMatch(/^Plumb \d+\.\d+\.\d+, wasm\. Landmarks: landmarker\. Changes are from landmarker-5pt\.$/)
    expect(models).toEqual([
      'plumb-s 3f9a1c2e00',
      'plumb-b 77e0d21400',
      'own/mine c0ffee, scale of 35 aligned crops at hand',
    ])
  })

  it('never says whose face it is', () => {
    expect(JSON.stringify(origin())).not.toContain('one.jpg')
  })

  it('says how far stopped sweeps came, and nothing of finished ones', () => {
    const words = () => unfinishedWords(experimentOf([bench('p1')]).faces[0]!.sweeps!)
    expect(words()).toBe(`Unfinished: 0 of ${sweepCrops} crops are scored.`)
    sweep(bench('p1'), 5, ['plumb-s', 'plumb-b', 'own/mine'])
    expect(words()).toBe(`Unfinished: 20 of ${sweepCrops} crops are scored.`)
    sweep(bench('p1'), 100, ['plumb-s', 'plumb-b', 'own/mine'])
    expect(words()).toBeNull()
  })
})
