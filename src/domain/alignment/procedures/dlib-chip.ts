import { fitSimilarity } from '../../geometry/fit-similarity.ts'
import { point } from '../../geometry/point.ts'
import { cropSize } from '../../geometry/template.ts'
import { procedure } from './procedure.ts'

const padding = 0.25

/** From dlib's unit square to the chip, which has the padding around that square. */
const chip = (x: number, y: number) => {
  const onto = (value: number) => (cropSize * (padding + value)) / (1 + 2 * padding)
  return point<'crop'>(onto(x), onto(y))
}

/**
 * dlib's face chip: the five points of its small landmark model, four eye corners and the base of the nose, onto its
 * mean face.
 * @see dlib, image_transforms/interpolation.h, get_face_chip_details, whose numbers these are
 */
export const dlibChip = procedure({
  id: 'dlib-chip',
  label: 'dlib chip',
  describe: 'As dlib’s get_face_chip, padding 0.25: the eye corners and the base of the nose onto its mean face.',
  needs: ['leftEyeOuterCorner', 'leftEyeInnerCorner', 'rightEyeOuterCorner', 'rightEyeInnerCorner', 'noseBase'],
  align: (at) =>
    fitSimilarity(
      [at.leftEyeOuterCorner, at.leftEyeInnerCorner, at.rightEyeOuterCorner, at.rightEyeInnerCorner, at.noseBase],
      [
        chip(0.8595674595992, 0.2134981538014),
        chip(0.6460604764104, 0.2289674387677),
        chip(0.1205750620789, 0.2137274526848),
        chip(0.3340850613712, 0.2290642403242),
        chip(0.4901123135679, 0.6277975316475),
      ],
    ),
})
