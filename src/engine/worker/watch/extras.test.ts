import { beforeAll, describe, expect, it } from 'vitest'
import { referenceSpec } from '#domain/alignment/align.ts'
import { generator } from '#domain/alignment/generator.ts'
import { idealFace } from '#domain/alignment/ideal-face.ts'
import { P6 } from '#domain/alignment/protocols.ts'
import { factsOf } from '#domain/explain/facts.ts'
import { similarity } from '#domain/geometry/similarity.ts'
import { scoreOf } from '#domain/quality/scale.ts'
import { toTensor } from '#domain/quality/tensor.ts'
import type { SearchedPhoto } from '#inference/faces/face-finder.ts'
import { openModel, readManifest } from '#inference/models/node.ts'
import { cropOf } from '../crops.ts'
import type { Scorer } from '../scorer.ts'
import { createExtras, type FrameClock, type SeenFace } from './extras.ts'

const size = { width: 260, height: 250 }
const draw = generator(1)
const photo: SearchedPhoto = {
  ...size,
  raster: { ...size, channels: 3, data: Uint8Array.from({ length: size.width * size.height * 3 }, () => 256 * draw()) },
  toSource: similarity(1, 0, 0, 0),
}
const takers = { student: 'plumb-m', others: ['plumb-m-baseline'] }

let score: Scorer['score']

beforeAll(async () => {
  const { models } = await readManifest('public/models')
  const opened = await Promise.all(
    models.map(async (entry) => ({ entry, model: await openModel('public/models', entry) })),
  )
  score = async (crops, only) => {
    const { entry, model } = opened.find(({ entry }) => entry.id === only)!
    const raws = await model.run(toTensor(crops).data, crops.length)
    return [...raws].map((raw) => ({ [entry.id]: { raw, score: scoreOf(raw, entry.scale) } }))
  }
})

/** A face as a frame begins with it: scored by the student alone. */
async function see(turn = 0): Promise<SeenFace> {
  const face = idealFace(similarity(2, turn, 10, 10))
  const crop = cropOf(photo, face, referenceSpec(face))
  const [scores] = await score([crop], takers.student)
  return { face, crop, facts: factsOf({ face, crop }), scores: scores!, shaken: null }
}

const clock = (spent: number): FrameClock => ({ spent: () => spent, cropTime: 20 })
const fast: FrameClock = { spent: () => 0, cropTime: 0 }

/** Which models scored what. */
const told = ({ scores, shaken }: SeenFace) => ({
  reference: Object.keys(scores),
  shaken: shaken && [shaken.index, ...Object.keys(shaken.scores)],
})

const both = ['plumb-m', 'plumb-m-baseline']

describe('the extras of a frame', () => {
  it('are both models on the reference and on one crop of P6, where there is time; the next crop comes with the next frame', async () => {
    const addExtras = createExtras(takers, { score })
    for (const index of [0, 1, 2, 3, 4, 5, 0]) {
      const face = await see()
      await addExtras(photo, [face], fast)
      expect(told(face)).toEqual({ reference: both, shaken: [index, ...both] })
    }
  })

  it('have the scores of those very crops', async () => {
    const face = await see(0.3)
    await createExtras(takers, { score })(photo, [face], fast)
    const shaken = cropOf(photo, face.face, { procedure: 'landmarker-5pt', misalignment: P6[0]! })
    for (const model of both) {
      expect([face.scores[model]]).toEqual((await score([face.crop], model)).map((each) => each[model]))
      expect([face.shaken!.scores[model]]).toEqual((await score([shaken], model)).map((each) => each[model]))
    }
  })

  it('are one every fourth frame, in turn, where there is no time', async () => {
    const addExtras = createExtras(takers, { score })
    const frames: ReturnType<typeof told>[] = []
    for (let frame = 0; frame < 12; frame++) {
      const face = await see()
      await addExtras(photo, [face], clock(60))
      frames.push(told(face))
    }
    const nothing = { reference: ['plumb-m'], shaken: null }
    expect(frames.filter((_, frame) => frame % 4 !== 3)).toEqual(Array(9).fill(nothing))
    expect(frames.filter((_, frame) => frame % 4 === 3)).toEqual([
      { reference: both, shaken: null },
      { reference: ['plumb-m'], shaken: [0, 'plumb-m'] },
      { reference: both, shaken: [0, 'plumb-m-baseline'] },
    ])
  })

  it('are not begun where two crops no longer fit', async () => {
    const addExtras = createExtras(takers, { score })
    const frames: ReturnType<typeof told>[] = []
    for (let frame = 0; frame < 3; frame++) {
      const face = await see()
      await addExtras(photo, [face], clock(25))
      frames.push(told(face))
    }
    expect(frames).toEqual([
      { reference: both, shaken: [0, ...both] },
      { reference: ['plumb-m'], shaken: [1, 'plumb-m'] },
      { reference: ['plumb-m'], shaken: null },
    ])
  })

  it('go round the faces', async () => {
    const addExtras = createExtras(takers, { score })
    const faces = [await see(), await see(0.3)]
    await addExtras(photo, faces, fast)
    expect(faces.map(told)).toEqual(Array(2).fill({ reference: both, shaken: [0, ...both] }))
  })

  it('are none without a face', async () => {
    await expect(createExtras(takers, { score })(photo, [], fast)).resolves.toBeUndefined()
  })
})
