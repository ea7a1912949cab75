import { describe, expect, it } from 'vitest'
import { idealFace } from '#domain/alignment/ideal-face.ts'
import { meshPoint } from '#domain/alignment/mesh.ts'
import { type Point, point } from '#domain/geometry/point.ts'
import { type Similarity, similarity, turnAndScale } from '#domain/geometry/similarity.ts'
import { confirmFace, isSameHead } from './confirm.ts'
import type { Detect, Detection } from './detection.ts'
import type { Turn, View } from './view.ts'

const working = ({ x, y }: { readonly x: number; readonly y: number }) => point<'working'>(x, y)

/** The face in the photo, turned by some degrees about its place. */
function headAt(degrees: number) {
  const turn = turnAndScale(degrees, 2, point<'source'>(0, 0))
  const face = idealFace(similarity(turn.a, turn.b, 300, 300) as Similarity<'crop', 'source'>)
  const { rightEye, leftEye, noseTip, mouthCentre, rightTragion, leftTragion } = face.keypoints!
  const detection = (confidence: number): Detection => ({
    box: face.box as never,
    keypoints: [rightEye, leftEye, noseTip, mouthCentre, rightTragion, leftTragion].map(working),
    confidence,
  })
  const mesh = Array.from({ length: 478 }, (_, index) => working(meshPoint(face.mesh!, index)))
  return { detection, mesh, landmarks: face.landmarks }
}

/** Turned by half a turn about its middle: where eyes and mouth lie that are seen upside down. */
function flipped(points: readonly Point<'working'>[], { box }: Detection): readonly Point<'working'>[] {
  return points.map(({ x, y }) => point(2 * box.x + box.width - x, 2 * box.y + box.height - y))
}

const head = headAt(0)

/** The short range as confident of the head as `confidences` says for each turn; it sees it as it is where `isRight`. */
function lookAs(confidences: readonly number[], isRight: (turn: Turn) => boolean = () => true) {
  const looked: Turn[] = []
  const detect: Detect = async (range, { turn }) => {
    expect(range).toBe('short')
    looked.push(turn)
    const seen = head.detection(confidences[turn]!)
    return seen.confidence === 0 ? [] : [isRight(turn) ? seen : { ...seen, keypoints: flipped(seen.keypoints, seen) }]
  }
  return { detect, looked }
}

const landmark = async () => [head.mesh]
const proposal = head.detection(0.4)
const photo = { width: 1000, height: 1000 }

describe('confirmFace', () => {
  it('takes a face that is seen well at once, with the proposal’s box and the confidence of the closer look', async () => {
    const { detect, looked } = lookAs([0.9, 0, 0, 0])
    const face = await confirmFace(photo, proposal, 0, detect, landmark)
    expect(face).toMatchObject({ detection: { box: proposal.box, confidence: 0.9 }, isDoubtful: false })
    expect(face!.mesh).toBe(head.mesh)
    expect(looked).toEqual([0])
  })

  it('refuses what is seen in no turn', async () => {
    const { detect, looked } = lookAs([0.6, 0.7, 0.3, 0])
    expect(await confirmFace(photo, proposal, 0, detect, landmark)).toBeNull()
    expect(looked).toEqual([0, 1, 2, 3])
  })

  it('takes the turn in which a face is seen best where it is not seen well at first', async () => {
    const turns: Turn[] = []
    const follow = async ({ turn }: View) => {
      turns.push(turn)
      return [head.mesh]
    }
    const { detect } = lookAs([0.8, 0, 0, 0.95])
    const face = await confirmFace(photo, proposal, 0, detect, follow)
    expect(face!.detection.confidence).toBe(0.95)
    expect(turns).toEqual([0, 3])
  })

  it('takes a turn in which mesh and keypoints agree before one in which they do not', async () => {
    const { detect } = lookAs([0.95, 0, 0.8, 0], (turn) => turn === 2)
    const face = await confirmFace(photo, proposal, 0, detect, landmark)
    expect(face).toMatchObject({ detection: { confidence: 0.8 }, isDoubtful: false })
  })

  it('says so where they agree in no turn', async () => {
    const { detect } = lookAs([0.95, 0.9, 0.9, 0.9], () => false)
    expect(await confirmFace(photo, proposal, 0, detect, landmark)).toMatchObject({ isDoubtful: true })
  })

  it('wants more confidence where FaceLandmarker finds nothing, and has the keypoints then', async () => {
    const nothing = async () => []
    expect(await confirmFace(photo, proposal, 0, lookAs([0.8, 0, 0, 0]).detect, nothing)).toBeNull()
    const face = await confirmFace(photo, proposal, 0, lookAs([0.9, 0, 0, 0]).detect, nothing)
    expect(face).toMatchObject({ mesh: null, isDoubtful: false, landmarks: { rightEye: proposal.keypoints[0] } })
  })

  it('asks less of a face that the photo’s edge may cut, where FaceLandmarker agrees', async () => {
    const { box } = proposal
    const narrow = { width: box.x + 0.6 * box.width, height: 1000 }
    expect(await confirmFace(photo, proposal, 0, lookAs([0.7, 0, 0, 0]).detect, landmark)).toBeNull()
    expect(await confirmFace(narrow, proposal, 0, lookAs([0.7, 0, 0, 0]).detect, landmark)).not.toBeNull()
    // What the first detection saw counts too: the closer look's view is half grey.
    const first = head.detection(0.68)
    expect(await confirmFace(narrow, first, 0, lookAs([0, 0, 0, 0]).detect, landmark)).not.toBeNull()
    expect(await confirmFace(narrow, first, 0, lookAs([0, 0, 0, 0]).detect, async () => [])).toBeNull()
    // A torso with a mesh, which stands on its head.
    const other = lookAs([0, 0, 0.7, 0]).detect
    expect(await confirmFace(narrow, proposal, 0, other, landmark)).toBeNull()
    const disagrees = lookAs([0.7, 0, 0, 0], () => false).detect
    expect(await confirmFace(narrow, proposal, 0, disagrees, landmark)).toBeNull()
  })

  it('does not take a mesh of another size than the detection for its landmarks', async () => {
    const small = head.mesh.map(({ x, y }) => point<'working'>(0.3 * x + 280, 0.3 * y + 280))
    const { detect } = lookAs([0.8, 0, 0, 0])
    expect(await confirmFace(photo, proposal, 0, detect, async () => [small])).toBeNull()
  })

  it('starts with the turn in which the face was detected', async () => {
    const { detect, looked } = lookAs([0, 0, 0.9, 0])
    await confirmFace(photo, proposal, 2, detect, landmark)
    expect(looked).toEqual([2])
  })
})

it('isSameHead tells a head by its landmarks, though another box was found', async () => {
  const one = (await confirmFace(photo, proposal, 0, lookAs([0.9, 0, 0, 0]).detect, landmark))!
  const elsewhere = { ...one.detection, box: { ...one.detection.box, x: one.detection.box.x + 150 } }
  expect(isSameHead(one, { ...one, detection: elsewhere })).toBe(true)
  const neighbour = { ...one.landmarks }
  for (const name of Object.keys(neighbour) as (keyof typeof neighbour)[])
    Object.assign(neighbour, { [name]: point(neighbour[name].x + 60, neighbour[name].y) })
  expect(isSameHead(one, { ...one, detection: elsewhere, landmarks: neighbour })).toBe(false)
})
