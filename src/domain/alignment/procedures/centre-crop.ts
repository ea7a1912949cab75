import { point } from '../../geometry/point.ts'
import { procedure } from './procedure.ts'
import { squareOnto } from './square-onto.ts'

/** What a pipeline without face detection does. */
export const centreCrop = procedure({
  id: 'centre-crop',
  label: 'Centre crop',
  describe: 'The largest centred square of the photo, wherever the face is.',
  needs: [],
  align: (_, { width, height }) =>
    squareOnto(point((width - 1) / 2, (height - 1) / 2), { x: Math.min(width, height) / 2, y: 0 }),
})
