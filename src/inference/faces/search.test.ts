import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { fivePointsOfKeypoints } from '#domain/alignment/mesh.ts'
import { type Box, box, point } from '#domain/geometry/point.ts'
import type { Detect, Detection, DetectorRange } from './detection.ts'
import { namedKeypoints } from './detection.ts'
import { type Confirm, searchFaces } from './search.ts'
import type { PhotoSize, Turn, View } from './view.ts'

/** A face, and by how many quarter turns the photo has to be turned for it to be upright. */
interface Head {
  readonly face: Box<'working'>
  readonly turn: Turn
}

const upright = (face: Box<'working'>): Head => ({ face, turn: 0 })

/**
 * A detector as the real ones were measured: the full range sees what is whole in the view and at least a tenth of it,
 * the short range at least a quarter; neither sees a face upside down.
 */
function detectorOf(heads: readonly Head[], confidence = 0.9) {
  const looked: { range: DetectorRange; view: View }[] = []
  const detect: Detect = async (range, view) => {
    looked.push({ range, view })
    return heads
      .filter(({ turn }) => (view.turn - turn + 4) % 4 !== 2)
      .map(({ face }) => face)
      .filter(({ width }) => width >= (range === 'full' ? 0.1 : 0.25) * view.side && width < 0.9 * view.side)
      .filter((face) => isInside(face, view))
      .map((face) => detection(face, confidence))
  }
  return { detect, looked }
}

const detection = (face: Box<'working'>, confidence: number): Detection => ({
  box: face,
  // Eyes, nose, mouth and ears of a face that fills its box.
  keypoints: [
    [0.3, 0.4],
    [0.7, 0.4],
    [0.5, 0.6],
    [0.5, 0.8],
    [0, 0.5],
    [1, 0.5],
  ].map(([x, y]) => point<'working'>(face.x + x! * face.width, face.y + y! * face.height)),
  confidence,
})

const isInside = ({ x, y, width, height }: Box<'working'>, { centre, side }: View) =>
  x >= centre.x - side / 2 &&
  y >= centre.y - side / 2 &&
  x + width <= centre.x + side / 2 &&
  y + height <= centre.y + side / 2

const confirmed = (each: Detection, turn: Turn) => ({
  turn,
  detection: each,
  mesh: null,
  landmarks: fivePointsOfKeypoints(namedKeypoints(each.keypoints)),
  isDoubtful: false,
})

const confirmAll: Confirm = async (proposal, turn) => confirmed(proposal, turn)
const confirmNone: Confirm = async () => null

const find = async (photo: PhotoSize, detect: Detect, confirm: Confirm = confirmAll) =>
  (await searchFaces(photo, detect, confirm)).map((face) => face.detection.box)

/** Faces on a grid of 200 px cells, so that none overlap. */
const someCrowd = fc.uniqueArray(
  fc.record({ column: fc.nat(7), row: fc.nat(5), size: fc.integer({ min: 30, max: 150 }) }),
  { minLength: 1, maxLength: 20, selector: ({ column, row }) => column + 8 * row },
)
const crowdPhoto: PhotoSize = { width: 1600, height: 1200 }

describe('searchFaces', () => {
  it('finds each face of a crowd once, down to 30 px where there are some of that size', async () =>
    fc.assert(
      fc.asyncProperty(someCrowd, async (crowd) => {
        const faces = crowd.map(({ column, row, size }) =>
          box<'working'>(200 * column + 20, 200 * row + 20, size, size),
        )
        // Small faces are looked for as long as the ones found are small; this one is near the limit of every level.
        const steps = [170, 85, 45, 30].map((size, index) => box<'working'>(1600 + 200 * index, 20, size, size))
        const all = [...faces, ...steps]
        const found = await find({ width: 2400, height: crowdPhoto.height }, detectorOf(all.map(upright)).detect)
        expect(new Set(found).size).toBe(found.length)
        expect(found).toEqual(expect.arrayContaining(all))
      }),
    ))

  it('finds a lone face of 12 px between the eyes wherever it is, on any photo', async () =>
    fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 300, max: 12_000 }),
        fc.integer({ min: 300, max: 3_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        async (width, height, u, v) => {
          const face = box<'working'>(u * (width - 29), v * (height - 29), 28, 28)
          expect(await find({ width, height }, detectorOf([upright(face)]).detect)).toEqual([face])
        },
      ),
      { numRuns: 30 },
    ))

  it('finds faces that are upside down or on their side, and leaves the photo upright where there is one', async () => {
    const face = box<'working'>(600, 300, 400, 400)
    for (const turn of [1, 2, 3] as const) {
      const { detect, looked } = detectorOf([{ face, turn }])
      expect(await find(crowdPhoto, detect)).toEqual([face])
      // One that lies on its side is seen upright too, and the closer look then tells.
      expect(looked.some(({ view }) => view.turn !== 0)).toBe(turn === 2)
    }
    const { detect, looked } = detectorOf([upright(face)])
    await find(crowdPhoto, detect)
    expect(looked.every(({ view }) => view.turn === 0)).toBe(true)
  })

  it('looks at a portrait, at its margin, and at no finer tiles than halves', async () => {
    const { detect, looked } = detectorOf([upright(box(600, 300, 400, 400))])
    expect(await find(crowdPhoto, detect)).toHaveLength(1)
    expect(looked.map(({ range }) => range)).toEqual(['full', 'full', 'short', 'full', 'full', 'full', 'full'])
  })

  it('looks at the margin of a photo also where it found something', async () => {
    const { detect, looked } = detectorOf([upright(box(100, 300, 300, 300))])
    await find(crowdPhoto, detect)
    expect(looked.some(({ view }) => view.side > crowdPhoto.width)).toBe(true)
  })

  it('looks at no tile where a face fills the frame', async () => {
    const { detect, looked } = detectorOf([upright(box(300, 200, 900, 900))])
    expect(await find(crowdPhoto, detect)).toHaveLength(1)
    expect(looked.every(({ view }) => view.side >= crowdPhoto.width)).toBe(true)
  })

  it('looks at no tile of a photo so small that the whole of it shows the smallest face', async () => {
    const { detect, looked } = detectorOf([])
    await find({ width: 250, height: 250 }, detect)
    expect(looked.every(({ view }) => view.side >= 250)).toBe(true)
  })

  it('tells how much of the search is done, rising from 0 to less than 1', async () => {
    const shares: number[] = []
    await searchFaces(crowdPhoto, detectorOf([]).detect, confirmAll, (share) => shares.push(share))
    expect(shares[0]).toBe(0)
    expect(shares).toEqual(shares.toSorted((one, other) => one - other))
    expect(shares.at(-1)).toBeGreaterThan(0.9)
    expect(shares.at(-1)).toBeLessThan(1)
  })

  it('has no face that a closer look does not confirm, and does not look twice', async () => {
    const face = box<'working'>(600, 300, 180, 180)
    let looks = 0
    const refuse: Confirm = (...args) => {
      looks++
      return confirmNone(...args)
    }
    expect(await find(crowdPhoto, detectorOf([upright(face)]).detect, refuse)).toEqual([])
    expect(looks).toBe(1)
  })

  it('has a head once whose landmarks were found twice, though the boxes differ', async () => {
    const boxes = [box<'working'>(600, 300, 180, 180), box<'working'>(700, 440, 170, 170)]
    const landmarks = fivePointsOfKeypoints(namedKeypoints(detection(boxes[0]!, 0.9).keypoints))
    const confirm: Confirm = async (proposal, turn) => ({ ...confirmed(proposal, turn), landmarks })
    expect(await find(crowdPhoto, detectorOf(boxes.map(upright)).detect, confirm)).toHaveLength(1)
  })
})
