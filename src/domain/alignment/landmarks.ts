import { midpoint, type Point, point } from '../geometry/point.ts'
import { apply, invert } from '../geometry/similarity.ts'
import { arcFaceTemplate } from '../geometry/template.ts'
import type { DetectorKeypoints, Face, FivePointName } from './face.ts'
import { type MeshPointName, meshIndex, meshPoint } from './mesh.ts'

interface Definition {
  /** Its name in a sentence: "right eye", "left mouth corner". */
  readonly label: string
  /**
   * A jitter has ten draws, for the five points. Every other landmark moves with the one of the five that it belongs to,
   * or with the mean of two.
   */
  readonly movesWith: readonly FivePointName[]
  /** Where it is on a face; null where the face lacks it. */
  readonly find: (face: Face) => Point<'source'> | null
}

const mouth = ['mouthRight', 'mouthLeft'] as const

/**
 * One of the face's own five points. Mouth corners made up from a detector's mouth centre (mesh.ts) count as missing;
 * the middle between them does not, since that has been seen.
 */
const ofFace = (label: string, name: FivePointName): Definition => ({
  label,
  movesWith: [name],
  find: ({ source, landmarks }) =>
    source === 'detector' && (name === 'mouthRight' || name === 'mouthLeft') ? null : landmarks[name],
})

const ofDetector = (label: string, key: keyof DetectorKeypoints, ...movesWith: FivePointName[]): Definition => ({
  label: `the detector’s ${label}`,
  movesWith,
  find: ({ keypoints }) => keypoints?.[key] ?? null,
})

const ofMesh = (label: string, name: MeshPointName, movesWith: FivePointName): Definition => ({
  label,
  movesWith: [movesWith],
  find: ({ mesh }) => mesh && meshPoint(mesh, meshIndex[name]),
})

/** Where the student, cutting the face by itself, puts a point of the template. */
const ofStudent = (name: FivePointName): Definition => ({
  label: 'student’s own alignment',
  movesWith: [name],
  find: ({ selfAligned }) => (selfAligned ? apply(invert(selfAligned), arcFaceTemplate[name]) : null),
})

/** Every landmark that a procedure may ask for. */
export const landmarks = {
  rightEye: ofFace('right eye', 'rightEye'),
  leftEye: ofFace('left eye', 'leftEye'),
  noseTip: ofFace('nose tip', 'noseTip'),
  mouthRight: ofFace('right mouth corner', 'mouthRight'),
  mouthLeft: ofFace('left mouth corner', 'mouthLeft'),
  mouthCentre: {
    label: 'mouth',
    movesWith: mouth,
    find: ({ landmarks }) => midpoint(landmarks.mouthRight, landmarks.mouthLeft),
  },

  detectedRightEye: ofDetector('right eye', 'rightEye', 'rightEye'),
  detectedLeftEye: ofDetector('left eye', 'leftEye', 'leftEye'),
  detectedNoseTip: ofDetector('nose tip', 'noseTip', 'noseTip'),
  detectedMouth: ofDetector('mouth', 'mouthCentre', ...mouth),

  rightEyeOuterCorner: ofMesh('right eye’s outer corner', 'rightEyeOuterCorner', 'rightEye'),
  rightEyeInnerCorner: ofMesh('right eye’s inner corner', 'rightEyeInnerCorner', 'rightEye'),
  leftEyeInnerCorner: ofMesh('left eye’s inner corner', 'leftEyeInnerCorner', 'leftEye'),
  leftEyeOuterCorner: ofMesh('left eye’s outer corner', 'leftEyeOuterCorner', 'leftEye'),
  noseBase: ofMesh('base of the nose', 'noseBase', 'noseTip'),

  studentRightEye: ofStudent('rightEye'),
  studentLeftEye: ofStudent('leftEye'),
  studentNoseTip: ofStudent('noseTip'),
  studentMouthRight: ofStudent('mouthRight'),
  studentMouthLeft: ofStudent('mouthLeft'),

  boxTopLeft: {
    label: 'face box',
    movesWith: ['rightEye'],
    find: ({ box }) => point(box.x, box.y),
  },
  boxBottomRight: {
    label: 'face box',
    movesWith: ['mouthLeft'],
    find: ({ box }) => point(box.x + box.width, box.y + box.height),
  },
} as const satisfies Record<string, Definition>

export type Landmark = keyof typeof landmarks
