import { expect, it } from 'vitest'
import { compose, toMatrix, turnAndScale } from '#domain/geometry/similarity.ts'
import { faceCentre } from '#domain/geometry/template.ts'
import { conditions, stabilityTransforms } from '../inputs/conditions.ts'
import { drawnImages } from './drawn-setting.ts'
import { alignmentScores, createStabilityCutter, sampleOf, stabilityWanted } from './stability.ts'

const images = await drawnImages()

it('a sample is the same whatever the order and the degradations', () => {
  const keysOf = (sample: readonly { readonly key: string }[]) => sample.map(({ key }) => key)
  const sample = keysOf(sampleOf(images, 20))
  expect(new Set(sample).size).toBe(20)
  const clean = images.map((image) => ({ ...image, degradation: null }))
  expect(keysOf(sampleOf(clean.toReversed(), 20))).toEqual(sample)
  expect(sampleOf(images, Number.POSITIVE_INFINITY)).toHaveLength(images.length)
})

it('its conditions cut as P24 says, and no other condition is among them', () => {
  const cut = createStabilityCutter()
  const wanted = [...stabilityWanted(images, ['student'], { procedures: [], sweeps: false }).scores.keys()]
  expect(wanted).toHaveLength(25)
  expect(cut(images[0]!, wanted[0]!)).toBeUndefined()
  const [, ...transforms] = stabilityTransforms(images[0]!)
  expect(wanted.slice(1).map((condition) => cut(images[0]!, condition))).toEqual(transforms)
})

it('its sweeps turn and scale the proper crop about the face centre', () => {
  const cut = createStabilityCutter()
  const [proper] = stabilityTransforms(images[0]!)
  const turned = turnAndScale<'crop'>(45, 1, faceCentre)
  const scaled = turnAndScale<'crop'>(0, 0.6, faceCentre)
  const matrix = (transform: ReturnType<typeof cut>) => toMatrix(transform!).map((value) => expect.closeTo(value, 9))
  expect(toMatrix(cut(images[0]!, 'sweep-rotation-45')!)).toEqual(matrix(compose(turned, proper!)))
  expect(toMatrix(cut(images[0]!, 'sweep-scale-0.6')!)).toEqual(matrix(compose(scaled, proper!)))
})

it('scores lie face by face', () => {
  const faces = images.slice(0, 3)
  const procedures = conditions.filter(({ id }) => ['procedure-ffhq', 'procedure-eyes-only'].includes(id))
  const wanted = [...stabilityWanted(faces, ['student'], { procedures, sweeps: true }).scores.keys()]
  // A score tells its face and its condition: 100 × face + place.
  const measurements = {
    scores: (_: string, condition: string) =>
      Float64Array.from(faces, (_, face) => 100 * face + wanted.indexOf(condition)),
    embeddings: () => ({ dimension: 0, values: new Float32Array(0) }),
  }
  const scores = alignmentScores(
    faces,
    measurements,
    { id: 'student', scale: { quantiles: [] } },
    { procedures, sweeps: true },
  )
  expect([...Array.from(scores.reference)]).toEqual([0, 100, 200])
  expect(Array.from(scores.misaligned).slice(0, 3)).toEqual([1, 2, 3])
  expect(Array.from(scores.misaligned).slice(24, 27)).toEqual([101, 102, 103])
  expect(scores.misaligned).toHaveLength(3 * 24)
  expect(scores.procedures.map(({ id, scores }) => [id, ...Array.from(scores)])).toEqual([
    ['eyes-only', 25, 125, 225],
    ['ffhq', 26, 126, 226],
  ])
  expect(scores.sweeps.map(({ axis, value }) => `${axis} ${value}`)).toEqual([
    ...[-45, -30, -15, 15, 30, 45].map((degrees) => `rotation ${degrees}`),
    ...[0.6, 0.8, 1.2, 1.4, 1.6].map((factor) => `scale ${factor}`),
  ])
  expect(Array.from(scores.sweeps[0]!.scores)).toEqual([27, 127, 227])
})
