import { fitSimilarity } from '../../geometry/fit-similarity.ts'
import { midpoint } from '../../geometry/point.ts'
import { arcFaceTemplate as template } from '../../geometry/template.ts'
import { type FivePoints, listOf } from '../face.ts'
import { procedure } from './procedure.ts'

const ontoTemplate = (points: FivePoints) => fitSimilarity(listOf(points), listOf(template))

export const landmarker5pt = procedure({
  id: 'landmarker-5pt',
  label: 'Landmarker 5‑pt',
  describe: 'The reference: irises, nose tip and mouth corners of the face mesh onto the ArcFace template.',
  needs: ['rightEye', 'leftEye', 'noseTip', 'mouthRight', 'mouthLeft'],
  align: ontoTemplate,
})

export const detectorKeypoints = procedure({
  id: 'detector-keypoints',
  label: 'Detector keypoints',
  describe: 'Eyes, nose tip and mouth centre as the face detector sees them, without the landmarker.',
  needs: ['detectedRightEye', 'detectedLeftEye', 'detectedNoseTip', 'detectedMouth'],
  align: (at) =>
    fitSimilarity(
      [at.detectedRightEye, at.detectedLeftEye, at.detectedNoseTip, at.detectedMouth],
      [template.rightEye, template.leftEye, template.noseTip, midpoint(template.mouthRight, template.mouthLeft)],
    ),
})

export const eyesOnly = procedure({
  id: 'eyes-only',
  label: 'Eyes only',
  describe: 'Both eye centres onto the template; the mouth falls where it may.',
  needs: ['rightEye', 'leftEye'],
  align: (at) => fitSimilarity([at.rightEye, at.leftEye], [template.rightEye, template.leftEye]),
})

export const outerEyeCorners = procedure({
  id: 'outer-eye-corners',
  label: 'Outer eye corners',
  describe: 'A common mistake: mesh points 33 and 263, the outer eye corners, where the template wants eye centres.',
  needs: ['rightEyeOuterCorner', 'leftEyeOuterCorner', 'noseTip', 'mouthRight', 'mouthLeft'],
  align: (at) => ontoTemplate({ ...at, rightEye: at.rightEyeOuterCorner, leftEye: at.leftEyeOuterCorner }),
})

export const student = procedure({
  id: 'student',
  label: 'Student',
  describe: 'As the student cuts the face by itself: asked twice how the crop is off, from the bare face box on.',
  needs: ['studentRightEye', 'studentLeftEye', 'studentNoseTip', 'studentMouthRight', 'studentMouthLeft'],
  align: (at) =>
    ontoTemplate({
      rightEye: at.studentRightEye,
      leftEye: at.studentLeftEye,
      noseTip: at.studentNoseTip,
      mouthRight: at.studentMouthRight,
      mouthLeft: at.studentMouthLeft,
    }),
})

/**
 * OFIQ, the reference implementation of ISO/IEC 29794-5, has the five places of the template too, within 0.2 pixels, in
 * a picture with more around them. It rounds the eyes to whole pixels and fits by least median of squares; here it is
 * least squares, as everywhere.
 * @see BSI-OFIQ/OFIQ-Project, OFIQlib/modules/utils/src/utils.cpp, alignImage
 */
export const ofiq = procedure({
  id: 'ofiq',
  label: 'OFIQ',
  describe: 'As OFIQ sees the eyes: midway between their corners; with nose tip and mouth corners onto the template.',
  needs: [
    'rightEyeOuterCorner',
    'rightEyeInnerCorner',
    'leftEyeInnerCorner',
    'leftEyeOuterCorner',
    'noseTip',
    'mouthRight',
    'mouthLeft',
  ],
  align: (at) =>
    ontoTemplate({
      ...at,
      rightEye: midpoint(at.rightEyeOuterCorner, at.rightEyeInnerCorner),
      leftEye: midpoint(at.leftEyeInnerCorner, at.leftEyeOuterCorner),
    }),
})
