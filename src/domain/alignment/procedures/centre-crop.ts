import { similarity } from '../../geometry/similarity.ts'
import { cropSize } from '../../geometry/template.ts'
import { procedure } from './procedure.ts'

/** What a pipeline without face detection does. */
export const centreCrop = procedure({
  id: 'centre-crop',
  label: 'Centre crop',
  describe: 'The largest centred square of the photo, wherever the face is.',
  needs: [],
  align: (_, photo) => {
    const scale = cropSize / Math.min(photo.width, photo.height)
    const middle = (cropSize - 1) / 2
    return similarity(scale, 0, middle - (scale * (photo.width - 1)) / 2, middle - (scale * (photo.height - 1)) / 2)
  },
})
