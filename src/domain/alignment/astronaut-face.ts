import { box, point } from '../geometry/point.ts'
import type { Face } from './face.ts'

/** The face of e2e/photos/astronaut.jpg for tests in Node, where MediaPipe does not run: its landmarks in the browser, rounded. */
export const astronautFace: Face = {
  photo: { width: 512, height: 512 },
  box: box(172, 72, 103, 103),
  confidence: 1,
  source: 'manual',
  landmarks: {
    rightEye: point(203, 101),
    leftEye: point(246, 103),
    noseTip: point(223, 131),
    mouthRight: point(202, 139),
    mouthLeft: point(245, 140),
  },
  keypoints: null,
  mesh: null,
}
