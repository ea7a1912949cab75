import { expect, it } from 'vitest'
import { figuresOf, type MeasuredWay } from './measured.ts'

const way = (change: Partial<MeasuredWay>): MeasuredWay => ({
  from: 'face-box',
  asked: 1,
  ms: 2,
  away: 0.05,
  scoreChange: 3,
  ...change,
})

it('the figures are of each short way by itself, and of photos with a face', () => {
  const figures = figuresOf([
    {
      detectMs: 10,
      landmarkMs: 60,
      found: 2,
      faces: [
        { score: 50, ways: [way({}), way({ asked: 2, ms: 4 })] },
        { score: 60, ways: [way({ scoreChange: -4 })] },
      ],
    },
    { detectMs: 90, landmarkMs: 0, found: 0, faces: [] },
  ])
  expect(figures).toMatchObject({ photos: 2, faces: 2, detect_ms_photo: 10, landmark_ms_face: 30 })
  const [once, twice, byKeypoints] = (figures as { short_ways: readonly object[] }).short_ways
  expect(once).toMatchObject({ faces: 2, crop_away_percent: 5, score_change_rms: 3.5, score_change_worst: 4 })
  expect(twice).toMatchObject({ asked: 2, faces: 1, ms_face: 4 })
  expect(byKeypoints).toMatchObject({ from: 'detector-keypoints', faces: 0, ms_face: null, score_change_worst: 0 })
})
