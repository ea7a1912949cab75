import type { Face } from '../alignment/face.ts'
import { idealFace } from '../alignment/ideal-face.ts'
import type { Facts } from '../explain/facts.ts'
import { box, type Point, point } from '../geometry/point.ts'
import { similarity } from '../geometry/similarity.ts'
import type { LiveFace, LiveFrame } from './frame.ts'

/** Facts of a face that nothing is wrong with. */
export const goodFacts: Facts = {
  'inter-eye-distance': 88,
  yaw: 0,
  pitch: 0,
  roll: 0,
  'eyes-open': 0.05,
  'mouth-closed': 0,
  sharpness: 0.75,
  'luminance-mean': 0.3,
  'luminance-variance': 0.13,
  'dynamic-range': 7,
  'under-exposure': 0,
  'over-exposure': 0,
  'illumination-uniformity': 0.8,
  'light-behind': 1,
}

interface Made {
  /** Middle of the face's box. */
  readonly x: number
  readonly y: number
  /** Width of the box; the eyes are 0.38 of it apart. */
  readonly width: number
  readonly facts?: Partial<Facts>
  readonly scores?: Readonly<Record<string, number>>
  readonly shaken?: { readonly index: number; readonly scores: Readonly<Record<string, number>> }
}

const whole = idealFace(similarity(1 / 93, 0, -56 / 93, -68 / 93))

/** Without a mesh: what follows faces needs none. */
function faceAt(x: number, y: number, width: number): Face {
  const at = (p: Point<'source'>) => point<'source'>(x + width * p.x, y + width * p.y)
  const { rightEye, leftEye, noseTip, mouthRight, mouthLeft } = whole.landmarks
  return {
    ...whole,
    box: box(x - width / 2, y - width / 2, width, width),
    landmarks: {
      rightEye: at(rightEye),
      leftEye: at(leftEye),
      noseTip: at(noseTip),
      mouthRight: at(mouthRight),
      mouthLeft: at(mouthLeft),
    },
    keypoints: null,
    mesh: null,
  }
}

/** For tests: a face of a frame, without a camera. */
export function madeFace({ x, y, width, facts, scores = {}, shaken }: Made): LiveFace {
  return {
    face: faceAt(x, y, width),
    facts: { ...goodFacts, ...facts },
    scores: scoresOf(scores),
    shaken: shaken ? { index: shaken.index, scores: scoresOf(shaken.scores) } : null,
  }
}

const scoresOf = (scores: Readonly<Record<string, number>>) =>
  Object.fromEntries(Object.entries(scores).map(([model, score]) => [model, { raw: score / 50, score }]))

export const madeFrame = (time: number, ...faces: readonly Made[]): LiveFrame => ({
  time,
  width: 960,
  height: 720,
  faces: faces.map(madeFace),
})
