import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { decodeFile } from '../../../bench/rescore/decode.ts'
import { align } from '../alignment/align.ts'
import { astronautFace } from '../alignment/astronaut-face.ts'
import type { Face } from '../alignment/face.ts'
import { generator } from '../alignment/generator.ts'
import { idealFace } from '../alignment/ideal-face.ts'
import { meshIndex } from '../alignment/mesh.ts'
import { point } from '../geometry/point.ts'
import type { Raster } from '../geometry/raster.ts'
import { compose, similarity, turnAndScale } from '../geometry/similarity.ts'
import { warp } from '../geometry/warp.ts'
import { type FactId, facts, factsOf } from './facts.ts'

const side = 112

/** @param value  of the pixel at (x, y), in all three channels */
const crop = (value: (x: number, y: number) => number): Raster => ({
  width: side,
  height: side,
  channels: 3,
  data: Uint8Array.from({ length: side * side * 3 }, (_, i) => {
    const pixel = Math.floor(i / 3)
    return value(pixel % side, Math.floor(pixel / side))
  }),
})

/** The sRGB value of a luminance, both 0–255. */
function srgb(luminance: number): number {
  const linear = luminance / 255
  return Math.round(255 * (linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055))
}

const pose = similarity<'crop', 'source'>(2, 0, 30, 20)
const upright = idealFace(pose)
const tilted = (degrees: number) => idealFace(compose(turnAndScale(degrees, 1, point<'source'>(0, 0)), pose))
const grey = crop(() => 128)
const of = (id: FactId, raster: Raster, face: Face = upright) =>
  facts.find((fact) => fact.id === id)!.of({ face, crop: raster })!

const anySeed = fc.integer({ min: 0, max: 2 ** 32 - 1 })
function noise(seed: number): Raster {
  const draw = generator(seed)
  return crop(() => 255 * draw())
}

/** Means over 3 × 3 pixels; what lies outside the raster is black. */
const blurred = (raster: Raster): Raster => ({
  ...raster,
  data: raster.data.map((_, i, data) => {
    let sum = 0
    for (const dy of [-1, 0, 1]) for (const dx of [-1, 0, 1]) sum += data[i + 3 * (dy * side + dx)] ?? 0
    return sum / 9
  }),
})

const mirrored = ({ data }: Raster) => crop((x, y) => data[3 * (y * side + 111 - x)]!)

describe('landmarks', () => {
  it('give the distance between the eyes in pixels of the photo', () => {
    expect(of('inter-eye-distance', grey)).toBeCloseTo(2 * 35.24, 1)
  })

  it('give a roll against the clock as positive', () => {
    expect(of('roll', grey, tilted(-20))).toBeCloseTo(20.3, 1)
  })

  it('give a roll that a mirror negates', () =>
    fc.assert(
      fc.property(fc.double({ min: -80, max: 80, noNaN: true }), (degrees) => {
        const { landmarks } = tilted(degrees)
        const flip = ({ x, y }: { x: number; y: number }) => point<'source'>(-x, y)
        const flipped = { ...landmarks, rightEye: flip(landmarks.leftEye), leftEye: flip(landmarks.rightEye) }
        const roll = of('roll', grey, { ...upright, landmarks })
        expect(of('roll', grey, { ...upright, landmarks: flipped })).toBeCloseTo(-roll, 9)
      }),
    ))

  it('give the openings as shares of the distance from eyes to chin', () => {
    // Lids 5.2, lips 0.5, eyes to chin 69.3 crop pixels in the ideal face.
    expect(of('eyes-open', grey)).toBeCloseTo(5.2 / 69.3, 4)
    expect(of('mouth-closed', grey)).toBeCloseTo(0.5 / 69.3, 4)
  })

  it('give the more closed eye', () => {
    const mesh = upright.mesh!.slice()
    for (const axis of [0, 1]) mesh[2 * meshIndex.leftEyeUpperLid + axis] = mesh[2 * meshIndex.leftEyeLowerLid + axis]!
    expect(of('eyes-open', grey, { ...upright, mesh })).toBe(0)
  })

  it('give a frontal pose for a face that fits the template', () => {
    expect(Math.abs(of('yaw', grey))).toBeLessThan(3)
    expect(Math.abs(of('pitch', grey))).toBeLessThan(15)
  })

  it('leave out what needs a mesh where there is none', () => {
    const facts = factsOf({ face: { ...upright, mesh: null }, crop: grey })
    const missing = Object.entries(facts).filter(([, value]) => value === null)
    expect(missing.map(([id]) => id)).toEqual(['yaw', 'pitch', 'eyes-open', 'mouth-closed', 'sharpness'])
  })
})

describe('sharpness', () => {
  it('is 8/9 for a hard edge, 0 for a ramp, and nothing for one colour', () => {
    expect(
      of(
        'sharpness',
        crop((x) => (x < 56 ? 50 : 150)),
      ),
    ).toBeCloseTo(8 / 9, 6)
    expect(
      of(
        'sharpness',
        crop((_, y) => 2 * y),
      ),
    ).toBeCloseTo(0, 6)
    expect(factsOf({ face: upright, crop: grey }).sharpness).toBeNull()
  })

  it('falls with each blur', () =>
    fc.assert(
      fc.property(anySeed, (seed) => {
        const sharp = noise(seed)
        const soft = blurred(sharp)
        expect(of('sharpness', soft)).toBeLessThan(of('sharpness', sharp))
        expect(of('sharpness', blurred(soft))).toBeLessThan(of('sharpness', soft))
      }),
      { numRuns: 10 },
    ))

  it('counts a blur in one direction', () => {
    const sharp = noise(3)
    const row = [-2, -1, 0, 1, 2]
    const at = (x: number, y: number) => sharp.data[3 * (y * side + ((x + side) % side))]!
    const moved = crop((x, y) => row.reduce((sum, dx) => sum + at(x + dx, y) / 5, 0))
    expect(of('sharpness', moved)).toBeLessThan(of('sharpness', sharp))
  })
})

describe('light', () => {
  const half = crop((x) => srgb(x < 56 ? 51 : 204))

  it('has the mean and the deviation of the luminance', () => {
    expect(of('luminance-mean', half)).toBeCloseTo(0.5, 1)
    expect(of('luminance-variance', half)).toBeCloseTo(0.3, 2)
    expect(of('luminance-variance', grey)).toBe(0)
  })

  it('has a mean that scales with the luminance', () =>
    fc.assert(
      fc.property(anySeed, fc.double({ min: 0.2, max: 1, noNaN: true }), (seed, factor) => {
        const scaled = (by: number) => {
          const draw = generator(seed)
          return crop(() => srgb(by * 255 * draw()))
        }
        expect(of('luminance-mean', scaled(factor))).toBeCloseTo(factor * of('luminance-mean', scaled(1)), 2)
      }),
      { numRuns: 10 },
    ))

  it('has a dynamic range of one bit for two tones and of none for one', () => {
    expect(of('dynamic-range', half)).toBeCloseTo(1, 3)
    expect(of('dynamic-range', grey)).toBeCloseTo(0, 9)
  })

  it('counts what is too dark and too bright', () => {
    // sRGB 88, 90, 251 and 252 have the luminances 25, 26, 246 and 248.
    expect(
      of(
        'under-exposure',
        crop(() => 88),
      ),
    ).toBeCloseTo(1, 9)
    expect(
      of(
        'under-exposure',
        crop(() => 90),
      ),
    ).toBe(0)
    expect(
      of(
        'over-exposure',
        crop(() => 251),
      ),
    ).toBe(0)
    expect(
      of(
        'over-exposure',
        crop(() => 252),
      ),
    ).toBeCloseTo(1, 9)
    expect(
      of(
        'over-exposure',
        crop((x) => (x < 56 ? 0 : 255)),
      ),
    ).toBeCloseTo(0.5, 6)
  })

  it('is even where both cheeks are lit alike, in a mirror too', () => {
    expect(of('illumination-uniformity', grey)).toBeCloseTo(1, 9)
    expect(of('illumination-uniformity', half)).toBe(0)
    const mixed = noise(7)
    expect(of('illumination-uniformity', mirrored(mixed))).toBeCloseTo(of('illumination-uniformity', mixed), 9)
  })

  it('comes from behind where what is about the face is brighter', () => {
    /** A disc in front of a wall, and a lamp on it. */
    const scene = (face: number, wall: number, lamp = wall) =>
      crop((x, y) => srgb(Math.hypot(x - 55.5, y - 68) < 42 ? face : x < 20 && y < 20 ? lamp : wall))
    expect(of('light-behind', scene(40, 200))).toBeCloseTo(5, 6)
    expect(of('light-behind', scene(80, 20))).toBeCloseTo(0.25, 6)
    // 400 of the 4,684 pixels are less than a tenth.
    expect(of('light-behind', scene(40, 40, 240))).toBeCloseTo(1, 6)
    expect(factsOf({ face: upright, crop: scene(0, 200) })['light-behind']).toBeNull()
  })
})

describe('on a photo', () => {
  it('says what one sees', async () => {
    const { raster, toSource } = await decodeFile('e2e/photos/astronaut.jpg')
    const alignment = align(astronautFace, { procedure: 'landmarker-5pt', misalignment: null })
    if (!('transform' in alignment)) throw new Error('The face has all its landmarks.')
    const crop = warp(raster, compose(alignment.transform, toSource))
    expect(of('inter-eye-distance', crop, astronautFace)).toBeCloseTo(43.05, 1)
    expect(of('roll', crop, astronautFace)).toBeCloseTo(-2.66, 1)
    expect(of('luminance-mean', crop)).toBeCloseTo(0.46, 2)
    expect(of('over-exposure', crop)).toBe(0)
    expect(of('dynamic-range', crop)).toBeGreaterThan(7)
    expect(of('sharpness', crop)).toBeCloseTo(0.6, 1)
    expect(of('sharpness', blurred(crop))).toBeCloseTo(0.46, 1)
  })
})

it('facts bear terms of the standard only where they are its quantities', () => {
  expect(facts.flatMap(({ id, isoTerm }) => (isoTerm ? [[id, isoTerm]] : []))).toEqual([
    ['yaw', 'Head pose yaw'],
    ['pitch', 'Head pose pitch'],
    ['eyes-open', 'Eyes open'],
    ['mouth-closed', 'Mouth closed'],
    ['luminance-mean', 'Luminance mean'],
    ['dynamic-range', 'Dynamic range'],
    ['under-exposure', 'Under-exposure prevention'],
    ['over-exposure', 'Over-exposure prevention'],
  ])
})
