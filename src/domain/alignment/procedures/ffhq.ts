import { distance, midpoint, point } from '../../geometry/point.ts'
import { similarity } from '../../geometry/similarity.ts'
import { cropSize } from '../../geometry/template.ts'
import { procedure } from './procedure.ts'

/**
 * The crop of the Flickr-Faces-HQ dataset: a square that turns with eyes and mouth together, and is as large as the
 * larger of 4 × the eyes' distance and 3.6 × that from eyes to mouth.
 * @see NVlabs/ffhq-dataset, download_ffhq.py, recreate_aligned_images; its eye centres are means of contour points, ours
 *      the face's own
 */
export const ffhq = procedure({
  id: 'ffhq',
  label: 'FFHQ',
  describe: 'As the Flickr-Faces-HQ dataset: a wide square from the eyes and the middle of the mouth.',
  needs: ['rightEye', 'leftEye', 'mouthCentre'],
  align: ({ rightEye, leftEye, mouthCentre }) => {
    const eyes = midpoint(rightEye, leftEye)
    const toMouth = { x: mouthCentre.x - eyes.x, y: mouthCentre.y - eyes.y }
    // The crop's x axis: along the eyes, and square to the way from them to the mouth.
    const axis = { x: leftEye.x - rightEye.x + toMouth.y, y: leftEye.y - rightEye.y - toMouth.x }
    const side = Math.max(4 * distance(rightEye, leftEye), 3.6 * distance(eyes, mouthCentre))
    const centre = point<'source'>(eyes.x + 0.1 * toMouth.x, eyes.y + 0.1 * toMouth.y)
    const scale = cropSize / side / Math.hypot(axis.x, axis.y)
    const a = scale * axis.x
    const b = -scale * axis.y
    const middle = (cropSize - 1) / 2
    return similarity(a, b, middle - a * centre.x + b * centre.y, middle - b * centre.x - a * centre.y)
  },
})
