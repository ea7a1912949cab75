import { expect, it } from 'vitest'
import { fivePointsOfKeypoints, meshPoint } from '#domain/alignment/mesh.ts'
import { box, point } from '#domain/geometry/point.ts'
import { workingSize, workingToSource } from '#domain/geometry/working-size.ts'
import { toFace } from './to-face.ts'

const photo = { width: 12000, height: 8000 }
const toSource = workingToSource(workingSize(photo.width, photo.height))
const factor = 2

const detection = {
  box: box<'working'>(100, 200, 60, 70),
  keypoints: [10, 20, 30, 40, 50, 60].map((each) => point<'working'>(each, each + 1)),
  confidence: 0.9,
}
/** A pixel of the working size covers two by two of the photo. */
const inSource = (x: number, y: number) => ({ x: factor * x + 0.5, y: factor * y + 0.5 })

it('is in pixels of the photo, however small the photo is held', () => {
  const mesh = Array.from({ length: 478 }, (_, index) => point<'working'>(index, 2 * index))
  const face = toFace(photo, toSource, { detection, mesh, isDoubtful: false })
  expect(face).toMatchObject({ photo, source: 'landmarker', confidence: 0.9 })
  expect(face.isDoubtful).toBeUndefined()
  expect(face.box).toEqual({ ...inSource(100, 200), width: 120, height: 140 })
  expect(meshPoint(face.mesh!, 477)).toEqual(inSource(477, 954))
  expect(face.landmarks.rightEye).toEqual(inSource(468, 936))
  expect(face.keypoints).toEqual({
    rightEye: inSource(10, 11),
    leftEye: inSource(20, 21),
    noseTip: inSource(30, 31),
    mouthCentre: inSource(40, 41),
    rightTragion: inSource(50, 51),
    leftTragion: inSource(60, 61),
  })
})

it('says so where it has the detector’s keypoints alone', () => {
  const face = toFace(photo, toSource, { detection, mesh: null, isDoubtful: true })
  expect(face).toMatchObject({ source: 'detector', mesh: null, isDoubtful: true })
  expect(face.landmarks).toEqual(fivePointsOfKeypoints(face.keypoints!))
})
