import { fitSimilarity } from '../../geometry/fit-similarity.ts'
import { point } from '../../geometry/point.ts'
import { invert } from '../../geometry/similarity.ts'
import { cropSize } from '../../geometry/template.ts'
import { procedure } from './procedure.ts'

const padding = 0.25

/** From the unit square of dlib's mean face to the chip, which is that square and the padding around it. */
const onChip = (x: number, y: number) => {
  const scaled = (value: number) => (cropSize * (padding + value)) / (1 + 2 * padding)
  return point<'crop'>(scaled(x), scaled(y))
}

/**
 * dlib's face chip: its mean face is fitted to the five points of its small landmark model, the eye corners and the base
 * of the nose. Least squares in the photo, not in the crop, as dlib does it.
 * @see dlib, image_transforms/interpolation.h, get_face_chip_details: the numbers are its own
 */
export const dlibChip = procedure({
  id: 'dlib-chip',
  label: 'dlib chip',
  describe: 'As dlib’s get_face_chip with padding 0.25: its mean face on the eye corners and the base of the nose.',
  needs: ['leftEyeOuterCorner', 'leftEyeInnerCorner', 'rightEyeOuterCorner', 'rightEyeInnerCorner', 'noseBase'],
  align: (at) =>
    invert(
      fitSimilarity(
        [
          onChip(0.8595674595992, 0.2134981538014),
          onChip(0.6460604764104, 0.2289674387677),
          onChip(0.1205750620789, 0.2137274526848),
          onChip(0.3340850613712, 0.2290642403242),
          onChip(0.4901123135679, 0.6277975316475),
        ],
        [at.leftEyeOuterCorner, at.leftEyeInnerCorner, at.rightEyeOuterCorner, at.rightEyeInnerCorner, at.noseBase],
      ),
    ),
})
