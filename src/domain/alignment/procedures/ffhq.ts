import { distance, midpoint, point } from '../../geometry/point.ts'
import { procedure } from './procedure.ts'
import { squareOnto } from './square-onto.ts'

/**
 * The crop of the Flickr-Faces-HQ dataset: a square whose direction follows eyes and mouth alike, its half side the
 * larger of 2 × the eyes' distance and 1.8 × that from the eyes to the mouth. The dataset takes the mean of an eye's
 * contour for its centre, here it is the face's own.
 * @see NVlabs/ffhq-dataset, download_ffhq.py, recreate_aligned_images
 */
export const ffhq = procedure({
  id: 'ffhq',
  label: 'FFHQ',
  describe: 'As the Flickr-Faces-HQ dataset: a wide square from the eyes and the middle of the mouth.',
  needs: ['rightEye', 'leftEye', 'mouthCentre'],
  align: ({ rightEye, leftEye, mouthCentre }) => {
    const eyes = midpoint(rightEye, leftEye)
    const toMouth = { x: mouthCentre.x - eyes.x, y: mouthCentre.y - eyes.y }
    // The way from eye to eye, and that from eyes to mouth turned by a right angle onto it.
    const x = leftEye.x - rightEye.x + toMouth.y
    const y = leftEye.y - rightEye.y - toMouth.x
    const reach = Math.max(2 * distance(rightEye, leftEye), 1.8 * distance(eyes, mouthCentre)) / Math.hypot(x, y)
    const centre = point<'source'>(eyes.x + 0.1 * toMouth.x, eyes.y + 0.1 * toMouth.y)
    return squareOnto(centre, { x: reach * x, y: reach * y })
  },
})
