import { readFileSync } from 'node:fs'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { beforeAll, describe, expect, it } from 'vitest'
import { align } from '#domain/alignment/align.ts'
import { astronautFace as face } from '#domain/alignment/astronaut-face.ts'
import type { Face } from '#domain/alignment/face.ts'
import { noMisalignment } from '#domain/alignment/misalignment.ts'
import { P24 } from '#domain/alignment/protocols.ts'
import { point } from '#domain/geometry/point.ts'
import { compose, fromMatrix, type Matrix, type Similarity, toMatrix } from '#domain/geometry/similarity.ts'
import { warp } from '#domain/geometry/warp.ts'
import type { Manifest } from '#domain/quality/manifest.ts'
import { type ResultRecord, toFaceRecord } from '#domain/quality/record.ts'
import { scoreOf } from '#domain/quality/scale.ts'
import { withStability } from '#domain/quality/stability.ts'
import { toTensor } from '#domain/quality/tensor.ts'
import { readManifest } from '#inference/models/node.ts'
import { qualityModel } from '#inference/models/quality-model.ts'
import { decodeFile } from './decode.ts'
import { openModels, type RunnableModel } from './models.ts'
import { parseRecord } from './record-schema.ts'
import { rescore } from './rescore.ts'

const folder = 'public/models'
const file = 'astronaut.jpg'
const pathOf = (name: string) => `e2e/photos/${name}`

const specs = [null, P24[0]!, P24[16]!].map((misalignment) => ({ procedure: 'landmarker-5pt' as const, misalignment }))

type Transform = Similarity<'source', 'crop'>

let models: readonly RunnableModel[]
let record: ResultRecord

beforeAll(async () => {
  const released = (await readManifest(folder)).models.map(({ id, sha256 }) => ({ id, sha256 }))
  models = (await openModels({ models: released }, folder, [])).models
  const photo = await decodeFile(pathOf(file))
  const variants = await Promise.all(
    specs.map(async (spec) => {
      const alignment = align(face, spec)
      if (!('transform' in alignment)) throw new Error('The face has all its landmarks.')
      const crop = warp(photo.raster, compose(alignment.transform, photo.toSource))
      const scores: Record<string, { raw: number; score: number }> = {}
      for (const { id, scale, ask } of models) {
        const raw = (await ask([crop])).raws[0]!
        scores[id] = { raw, score: scoreOf(raw, scale) }
      }
      return { ...spec, transform: alignment.transform, scores }
    }),
  )
  const [reference, ...misaligned] = variants.map(({ scores }) => scores)
  record = {
    schema: 1,
    app: { name: 'Plumb', version: '0.0.0' },
    created: '2026-01-01T00:00:00.000Z',
    backend: 'wasm',
    landmarks: 'landmarker',
    models: released,
    faces: [toFaceRecord({ file, index: 0, face, scores: withStability(reference!, misaligned), variants })],
    failed: [],
  }
}, 60_000)

/** The record with one face changed. */
const withFace = (change: object): ResultRecord => ({
  ...record,
  faces: record.faces.map((each) => ({ ...each, ...change })),
})

describe('rescore', () => {
  it('finds the same numbers again', async () => {
    const report = await rescore(record, models, pathOf)
    expect(report).toMatchObject({ faces: 1, crops: 3, failed: [] })
    expect(report.largest!.difference).toBeLessThan(1e-4)
  })

  it('reads what the Lab adds: other crops, moved landmarks, a model of somebody’s own that is not here', async () => {
    const moved: Face = { ...face, landmarks: { ...face.landmarks, rightEye: point(210, 104) } }
    const turned = { ...noMisalignment, rotation: -7 }
    const { transform } = align(moved, { procedure: 'landmarker-5pt', misalignment: turned }) as {
      transform: Transform
    }
    const [recorded] = toFaceRecord({
      file,
      index: 0,
      face,
      scores: {},
      variants: [
        { procedure: 'landmarker-5pt', misalignment: turned, landmarks: moved.landmarks, transform, scores: {} },
      ],
    }).variants
    const own = { 'own/mine': { raw: 3, score: 50 } }
    const variants = record.faces[0]!.variants.map((each) => ({ ...each, scores: { ...each.scores, ...own } }))
    const lab = parseRecord(JSON.parse(JSON.stringify(withFace({ variants: [...variants, recorded] }))))
    const report = await rescore(lab, models, pathOf)
    expect(report).toMatchObject({ faces: 1, crops: 4, failed: [] })
    expect(report.largest!.difference).toBeLessThan(1e-4)

    const withoutItsPoints = { ...recorded!, landmarks: undefined }
    const wrong = await rescore(withFace({ variants: [...variants, withoutItsPoints] }), models, pathOf)
    expect(wrong.largest!.what).toContain('transform')
  })

  it('finds a number that is off, and says which', async () => {
    const { id } = models[1]!
    const [first, second, third] = record.faces[0]!.variants
    const { raw, score } = second!.scores[id]!
    const off = { ...second!, scores: { ...second!.scores, [id]: { raw: raw + 0.5, score } } }
    const { largest } = await rescore(withFace({ variants: [first, off, third] }), models, pathOf)
    expect(largest!.what).toBe(`${file}, face 0, variant 1 (landmarker-5pt), ${id} raw`)
    expect(largest!.difference).toBeCloseTo(0.5, 3)
  })

  it('finds landmarks that do not give the transforms', async () => {
    const moved = record.faces[0]!.landmarks.map(([x, y]) => [x + 2, y])
    const { largest } = await rescore(withFace({ landmarks: moved }), models, pathOf)
    expect(largest!.what).toContain('transform')
    expect(largest!.difference).toBeGreaterThan(1)
  })

  it('calls a score without a twin a difference', async () => {
    const { largest } = await rescore(record, models.slice(1), pathOf)
    expect(largest!.difference).toBeNaN()
  })

  it('finds again how a model finds the crop cut, and says where that is off', async () => {
    const { models: released } = JSON.parse(readFileSync(`${folder}/manifest.json`, 'utf8')) as Manifest
    const output = { quality: 'quality', embedding: 'embedding', alignment: 'alignment' }
    const session = await InferenceSession.create('src/inference/models/fixtures/self-aligning.onnx')
    const net = qualityModel({ ...released[0]!, id: 'tiny', output }, session, Tensor)
    const tiny: RunnableModel = {
      id: 'tiny',
      scale: released[0]!.scale,
      ask: (crops) => net.ask(toTensor(crops).data, crops.length),
    }
    const [first] = record.faces[0]!.variants
    const photo = await decodeFile(pathOf(file))
    const crop = warp(photo.raster, compose(fromMatrix<'source', 'crop'>(first!.transform), photo.toSource))
    const { raws, alignments } = await tiny.ask([crop])
    const withFound = (alignment: Matrix) => {
      const scores = { tiny: { raw: raws[0]!, score: scoreOf(raws[0]!, tiny.scale), alignment } }
      return parseRecord(JSON.parse(JSON.stringify(withFace({ scores: {}, variants: [{ ...first!, scores }] }))))
    }
    const [a, b, tx, ...rest] = toMatrix(alignments![0]!)
    const right = await rescore(withFound([a, b, tx, ...rest]), [tiny], pathOf)
    expect(right.largest!.difference).toBeLessThan(1e-4)
    const { largest } = await rescore(withFound([a, b, tx + 3.5, ...rest]), [tiny], pathOf)
    expect(largest!.what).toBe(`${file}, face 0, variant 0 (landmarker-5pt), tiny alignment`)
    // Of the template's inter-eye distance, 35.2 pixels.
    expect(largest!.difference).toBeCloseTo(0.0993, 3)
  })

  it('names a photo that is not there, and goes on', async () => {
    const lost = { ...record.faces[0]!, file: 'lost.jpg' }
    const report = await rescore({ ...record, faces: [lost, ...record.faces] }, models, pathOf)
    expect(report.failed.map((each) => each.file)).toEqual(['lost.jpg'])
    expect(report.faces).toBe(1)
  })
})

describe('parseRecord', () => {
  it('takes a record as it is', () => {
    expect(parseRecord(JSON.parse(JSON.stringify(record)))).toEqual(record)
  })
  it('says where something is off', () => {
    expect(() => parseRecord({ ...record, models: [{ id: 'm' }] })).toThrow('models.0.sha256')
  })
})
