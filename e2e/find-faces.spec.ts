import { expect, test } from '@playwright/test'
import { startBrowserSearcher } from '../bench/evaluate/inputs/faces/browser-searcher.ts'
import { largestFace } from '../bench/evaluate/inputs/faces/chosen-face.ts'
import { type FindOptions, findFaces } from '../bench/evaluate/inputs/faces/find-faces.ts'
import { ASTRONAUT, makePhotos } from './photos.ts'

test('faces for an evaluation are found by the app’s engine, once', async ({ browserName: _ }, info) => {
  test.slow()
  const [empty, text, group] = await makePhotos(info.outputPath('photos'), ['no-face.jpg', 'text.jpg', 'group.jpg'])
  const images = [ASTRONAUT, empty!, text!, group!].map((path) => ({ path }))
  const options: FindOptions = { cache: info.outputPath('cache'), startSearcher: startBrowserSearcher }

  const { faces, failed } = await findFaces(images, options)
  expect(failed.map(({ path }) => path)).toEqual([text])
  expect(faces.get(empty!)).toEqual([])
  expect(faces.get(group!)!.length).toBeGreaterThan(2)
  // The heads in the group are pasted from large to small.
  expect(largestFace(faces.get(group!)!)).toEqual(faces.get(group!)![0])

  const [astronaut] = faces.get(ASTRONAUT)!
  const { rightEye } = astronaut!.landmarks
  // As in faces.spec.ts, which has it from MediaPipe's own model.
  expect(Math.hypot(rightEye.x - 202.5, rightEye.y - 100.8)).toBeLessThan(2)
  expect(astronaut!.mesh).toBeInstanceOf(Float32Array)
  expect(astronaut!.mesh).toHaveLength(2 * 478)
  expect(astronaut!.keypoints).not.toBeNull()

  const again = await findFaces([{ path: ASTRONAUT }, { path: group! }], {
    ...options,
    startSearcher: () => Promise.reject(new Error('Nothing is left to search.')),
  })
  expect(again.faces.get(ASTRONAUT)).toEqual(faces.get(ASTRONAUT))
})
