import { readFileSync } from 'node:fs'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { beforeAll, describe, expect, it } from 'vitest'
import { align } from '#domain/alignment/align.ts'
import { idealFace } from '#domain/alignment/ideal-face.ts'
import { box, distance, point } from '#domain/geometry/point.ts'
import { apply, scaleOf, similarity } from '#domain/geometry/similarity.ts'
import type { Manifest } from '#domain/quality/manifest.ts'
import { toTensor } from '#domain/quality/tensor.ts'
import type { SearchedPhoto } from '#inference/faces/face-finder.ts'
import { type QualityModel, qualityModel } from '#inference/models/quality-model.ts'
import { cropsOf } from './crops.ts'
import type { Scorer } from './scorer.ts'
import { withSelfAlignment } from './self-align.ts'
import { steadyCrop } from './watch/steady-crop.ts'

/** In the photo, the middle of the fixture's face, a blob, and how far its points lie from there, root mean square. */
const middle = point<'source'>(170, 140)
const radius = 36

const photo: SearchedPhoto = {
  width: 400,
  height: 300,
  raster: {
    width: 400,
    height: 300,
    channels: 3,
    data: Uint8Array.from({ length: 400 * 300 * 3 }, (_, i) => {
      const place = Math.floor(i / 3)
      const away = ((place % 400) - middle.x) ** 2 + (Math.floor(place / 400) - middle.y) ** 2
      return Math.round(255 * Math.exp(-away / radius ** 2))
    }),
  },
  toSource: similarity(1, 0, 0, 0),
}

const { selfAligned: _, ...face } = {
  ...idealFace(similarity(1.5, 0, 90, 60)),
  // Too high, too far left and too large.
  box: box<'source'>(60, 20, 190, 200),
}
const specs = [{ procedure: 'student', misalignment: null }] as const

let model: QualityModel
let scorer: Pick<Scorer, 'info' | 'score'>
let asked = 0

beforeAll(async () => {
  const { models } = JSON.parse(readFileSync('public/models/manifest.json', 'utf8')) as Manifest
  const output = { quality: 'quality', embedding: 'embedding', alignment: 'alignment' }
  const session = await InferenceSession.create('src/inference/models/fixtures/self-aligning.onnx')
  model = qualityModel({ ...models[0]!, id: 'tiny', output }, session, Tensor)
  scorer = {
    info: { models: [{ id: 'tiny', role: 'student' }] } as unknown as Scorer['info'],
    async score(crops) {
      asked++
      const { raws, alignments } = await model.ask(toTensor(crops).data, crops.length)
      return crops.map((_, i) => ({ tiny: { raw: raws[i]!, score: 50, alignment: alignments![i]! } }))
    },
  }
})

describe('a face that the student cuts by itself', () => {
  it('lies in the crop as the student wants it, whatever its box', async () => {
    const found = await withSelfAlignment(photo, face, specs, scorer)
    const aligned = align(found, specs[0])
    if (!('transform' in aligned)) throw new Error('The student was asked.')
    expect(distance(apply(aligned.transform, middle), point<'crop'>(55.5, 55.5))).toBeLessThan(0.5)
    expect(scaleOf(aligned.transform)).toBeCloseTo(20 / radius, 1)
  })

  it('is asked about twice, once only, and where that is wanted', async () => {
    asked = 0
    const plain = { procedure: 'face-box', misalignment: null } as const
    expect(await withSelfAlignment(photo, face, [plain], scorer)).toBe(face)
    const found = await withSelfAlignment(photo, face, [plain, ...specs], scorer)
    expect(await withSelfAlignment(photo, found, specs, scorer)).toBe(found)
    expect(asked).toBe(2)
  })

  it('stays as it is where the student does not find that out', async () => {
    const blind: typeof scorer = {
      ...scorer,
      score: async (crops) => crops.map(() => ({ tiny: { raw: 1, score: 50 } })),
    }
    expect(await withSelfAlignment(photo, face, specs, blind)).toBe(face)
  })
})

describe('the crop that Live shows', () => {
  it('stays where it is while the landmarks tremble', async () => {
    const shown = await Promise.all(
      [-4, 0, 5].map(async (tremble) => {
        const trembling = idealFace(similarity(1.5, tremble / 100, 90 + tremble, 60 - tremble))
        const crop = cropsOf(photo, [trembling.selfAligned!])[0]!
        const { alignments } = await model.ask(toTensor([crop]).data, 1)
        return { crop, steady: steadyCrop(photo, { face: trembling, crop }, alignments![0]) }
      }),
    )
    const farthest = (of: 'crop' | 'steady') =>
      Math.max(
        ...shown.flatMap((each) => [...each[of].data].map((value, i) => Math.abs(value - shown[1]![of].data[i]!))),
      )
    expect(farthest('crop')).toBeGreaterThan(20)
    expect(farthest('steady')).toBeLessThan(5)
  })

  it('is the reference crop where the student finds nothing out', () => {
    const crop = cropsOf(photo, [similarity(1, 0, 0, 0)])[0]!
    expect(steadyCrop(photo, { face, crop }, undefined)).toBe(crop)
  })
})
