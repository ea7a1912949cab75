import { box, point } from '../geometry/point.ts'
import type { Face } from './face.ts'

/** The face of e2e/photos/astronaut.jpg for tests in Node, where MediaPipe does not run: landmarks set by hand. */
export const astronautFace: Face = {
  photo: { width: 512, height: 512 },
  box: box(172, 72, 103, 103),
  confidence: 1,
  source: 'manual',
  landmarks: {
    rightEye: point(204, 110),
    leftEye: point(246, 111),
    noseTip: point(226, 134),
    mouthRight: point(209, 153),
    mouthLeft: point(242, 154),
  },
  keypoints: null,
  mesh: null,
}
