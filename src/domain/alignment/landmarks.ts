import { midpoint, type Point, point } from '../geometry/point.ts'
import type { Face, FivePointName } from './face.ts'
import { meshIndex } from './mesh.ts'

interface Definition {
  /** Its name in a sentence: "right eye", "left mouth corner". */
  readonly label: string
  /** Jitter has ten draws, for the five points. Any other landmark moves with the one that it belongs to, or with the mean of two. */
  readonly movesWith: readonly FivePointName[]
  /** Where it is on a face; null where the face lacks it. */
  readonly find: (face: Face) => Point<'source'> | null
}

const fromMesh = (label: string, movesWith: FivePointName, index: number) => ({
  label,
  movesWith: [movesWith],
  find: (face: Face) => face.mesh?.[index] ?? null,
})

/**
 * Every landmark that a procedure may ask for.
 *
 * The mouth corners of a face whose landmarks come from the detector are guesses (face.ts), so they count as missing;
 * the middle between them does not, since the detector has seen it.
 */
export const landmarks = {
  rightEye: { label: 'right eye', movesWith: ['rightEye'], find: (face) => face.landmarks.rightEye },
  leftEye: { label: 'left eye', movesWith: ['leftEye'], find: (face) => face.landmarks.leftEye },
  noseTip: { label: 'nose tip', movesWith: ['noseTip'], find: (face) => face.landmarks.noseTip },
  mouthRight: {
    label: 'right mouth corner',
    movesWith: ['mouthRight'],
    find: (face) => (face.source === 'detector' ? null : face.landmarks.mouthRight),
  },
  mouthLeft: {
    label: 'left mouth corner',
    movesWith: ['mouthLeft'],
    find: (face) => (face.source === 'detector' ? null : face.landmarks.mouthLeft),
  },
  mouthCentre: {
    label: 'mouth',
    movesWith: ['mouthRight', 'mouthLeft'],
    find: (face) => midpoint(face.landmarks.mouthRight, face.landmarks.mouthLeft),
  },

  detectedRightEye: {
    label: 'the detector’s right eye',
    movesWith: ['rightEye'],
    find: (face) => face.keypoints?.rightEye ?? null,
  },
  detectedLeftEye: {
    label: 'the detector’s left eye',
    movesWith: ['leftEye'],
    find: (face) => face.keypoints?.leftEye ?? null,
  },
  detectedNoseTip: {
    label: 'the detector’s nose tip',
    movesWith: ['noseTip'],
    find: (face) => face.keypoints?.noseTip ?? null,
  },
  detectedMouthCentre: {
    label: 'the detector’s mouth',
    movesWith: ['mouthRight', 'mouthLeft'],
    find: (face) => face.keypoints?.mouthCentre ?? null,
  },

  rightEyeOuterCorner: fromMesh('right eye’s outer corner', 'rightEye', meshIndex.rightEyeOuterCorner),
  rightEyeInnerCorner: fromMesh('right eye’s inner corner', 'rightEye', meshIndex.rightEyeInnerCorner),
  leftEyeInnerCorner: fromMesh('left eye’s inner corner', 'leftEye', meshIndex.leftEyeInnerCorner),
  leftEyeOuterCorner: fromMesh('left eye’s outer corner', 'leftEye', meshIndex.leftEyeOuterCorner),
  noseBase: fromMesh('base of the nose', 'noseTip', meshIndex.noseBase),

  boxTopLeft: {
    label: 'top left corner of the face box',
    movesWith: ['rightEye'],
    find: ({ box }) => point(box.x, box.y),
  },
  boxBottomRight: {
    label: 'bottom right corner of the face box',
    movesWith: ['mouthLeft'],
    find: ({ box }) => point(box.x + box.width, box.y + box.height),
  },
} as const satisfies Record<string, Definition>

export type Landmark = keyof typeof landmarks
