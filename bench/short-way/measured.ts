import { quantile } from '../throughput/statistics.ts'

/** What the locator is first asked about: a crop by the bare box, or by the detector's keypoints. */
export const startingPoints = ['face-box', 'detector-keypoints'] as const

/** The short way to one face's crop: detector, locator, crop. */
export interface MeasuredWay {
  readonly from: (typeof startingPoints)[number]
  /** How often the locator was asked. */
  readonly asked: 1 | 2
  /** Milliseconds of locator and cuts, without the detector. */
  readonly ms: number
  /** How far its crop is from that of the long way: root mean square of the template's points, of its inter-eye distance. */
  readonly away: number
  /** By how many points the student scores its crop higher than that of the long way. */
  readonly scoreChange: number
}

export interface MeasuredFace {
  /** Of the crop by the landmarker's five points. */
  readonly score: number
  readonly ways: readonly MeasuredWay[]
}

export interface MeasuredPhoto {
  readonly detectMs: number
  readonly landmarkMs: number
  /** All faces; `faces` are those on which the landmarker found its points. */
  readonly found: number
  readonly faces: readonly MeasuredFace[]
}

/** The figures of all photos: medians, and for the changes of score their root mean square and the largest. */
export function figuresOf(photos: readonly MeasuredPhoto[]): object {
  const searched = photos.filter(({ found }) => found > 0)
  const faces = photos.flatMap((photo) => photo.faces)
  const median = (values: readonly number[]) => round(quantile(values, 0.5), 1)
  return {
    photos: photos.length,
    faces: faces.length,
    detect_ms_photo: median(searched.map(({ detectMs }) => detectMs)),
    landmark_ms_face: median(searched.map(({ landmarkMs, found }) => landmarkMs / found)),
    short_ways: startingPoints.flatMap((from) =>
      ([1, 2] as const).map((asked) => {
        const ways = faces.flatMap((face) => face.ways.filter((way) => way.from === from && way.asked === asked))
        const changes = ways.map(({ scoreChange }) => scoreChange)
        return {
          from,
          asked,
          faces: ways.length,
          ms_face: median(ways.map(({ ms }) => ms)),
          crop_away_percent: median(ways.map(({ away }) => 100 * away)),
          crop_away_percent_95: round(
            quantile(
              ways.map(({ away }) => 100 * away),
              0.95,
            ),
            1,
          ),
          score_change_median: median(changes),
          score_change_rms: round(Math.hypot(...changes) / Math.sqrt(changes.length), 1),
          score_change_worst: round(Math.max(0, ...changes.map(Math.abs)), 1),
        }
      }),
    ),
  }
}

/** Null, and so JSON, where there is no number. */
const round = (value: number, digits: number) => (Number.isNaN(value) ? null : Number(value.toFixed(digits)))
