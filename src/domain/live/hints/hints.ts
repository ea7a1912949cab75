import type { FactId } from '../../explain/facts.ts'
import type { LiveFrame } from '../frame.ts'
import { speedOf } from '../motion.ts'
import type { Track } from '../tracks.ts'
import { tooLittle, tooMuch } from './limit-sentence.ts'

/** What hints are judged from. */
export interface Scene {
  readonly frame: Pick<LiveFrame, 'width' | 'height'>
  /** The face that the page is about; null where there is none. */
  readonly main: Track | null
  /** Every face that the frame shows. */
  readonly seen: readonly Track[]
}

interface Rule<Id extends string = string> {
  readonly id: Id
  /** What a person is told. */
  readonly words: string
  /** The number behind it in a sentence, where the hint holds; null where it does not. */
  readonly measure: (scene: Scene) => string | null
}

const rule = <const Id extends string>(definition: Rule<Id>) => definition

/**
 * Where the hints begin to hold. "Measured" means with the released student: on 13 portraits (the sample photo and twelve
 * of CFP) made smaller, blurred, moved, darkened, cut and turned, as the median change of the score; and on 390 photos of
 * CelebA and CFP that no model was trained on, as the median score of those with such a number.
 */
const limits = {
  /**
   * Size of the second largest face as a share of the largest's, the root of their areas' ratio: the native measure of
   * ISO/IEC 29794-5's single face present, whose quality at 0.5 is 50 of 100.
   */
  otherFace: { limit: 50, decimals: 0, unit: '%' },
  /** Below, the crop is enlarged. Measured: no change at 28 px, −1 point at 22, −10 at 17. */
  eyeDistance: { limit: 35, decimals: 0, unit: ' px' },
  /** Share of the face's box. Measured: −4 points at 7% cut from the side, −9 at 10%; from below −2 at 12%. */
  outside: { limit: 5, decimals: 0, unit: '%' },
  /** Measured: a median score of 80 up to 10°, 73 between 15° and 20°, 58 from there to 25°. */
  yaw: { limit: 20, decimals: 0, unit: '°' },
  /** Measured: a median score of 84 up to 10°, 76 from there to 15°, 62 from there to 20°. */
  pitch: { limit: 15, decimals: 0, unit: '°' },
  /**
   * Measured: alignment undoes it, the score does not change up to 60°. So this is ISO/IEC 29794-5's alone, whose quality
   * is cos², as of yaw: 88 of 100 at 20°.
   */
  roll: { limit: 20, decimals: 0, unit: '°' },
  /**
   * Luminance of linear light. Measured: a median score of 77 between 0.08 and 0.2, 56 below, of three photos only;
   * portraits lose 17 points when darkened to 0.09, and 26 at 0.05. ISO/IEC 29794-5's middle is 0.2, but dark skin lies
   * below that in good light.
   */
  brightness: { limit: 0.08, decimals: 2 },
  /**
   * Times the face's luminance. Measured: no lower score up to 6. With all behind at its brightest, the face is then at
   * 0.17, where portraits that were darkened lose some 10 points.
   */
  lightBehind: { limit: 6, decimals: 0, unit: ' times' },
  /**
   * Inter-eye distances a second. Measured: a streak of 5% of that distance changes nothing, 9% −2 points, 16% −19; at
   * this speed it is 5% in 1/30 s, and 10% in the 1/15 s of a dim room.
   */
  speed: { limit: 1.5, decimals: 1 },
  /** Measured: no change at 0.53 by a blur, −2 points at 0.46, −8 at 0.40; a median score of 68 between 0.45 and 0.5. */
  sharpness: { limit: 0.5, decimals: 2 },
} as const

/** In the order in which people are told. The first that holds is shown; the last always does. */
export const rules = [
  rule({
    id: 'no-face',
    words: 'No face',
    measure: ({ main }) => (main ? null : '0 faces found; 1 is better'),
  }),
  rule({
    id: 'one-face',
    words: 'One face at a time',
    measure: ({ seen }) => tooMuch(otherFaceOf(seen), limits.otherFace, (n) => `another face ${n} as large`),
  }),
  rule({
    id: 'closer',
    words: 'Come closer',
    measure: ({ main }) =>
      tooLittle(factOf(main, 'inter-eye-distance'), limits.eyeDistance, (n) => `${n} between the eyes`),
  }),
  rule({
    id: 'back',
    words: 'Move back',
    measure: ({ main, frame }) =>
      tooMuch(main && outsideOf(main, frame), limits.outside, (n) => `${n} of the face outside the picture`),
  }),
  rule({
    id: 'look',
    words: 'Look at the camera',
    measure: ({ main }) => {
      const pitch = factOf(main, 'pitch')
      return (
        tooMuch(sizeOf(factOf(main, 'yaw')), limits.yaw, (n) => `turned by ${n}`) ??
        tooMuch(pitch, limits.pitch, (n) => `looking down by ${n}`) ??
        tooMuch(pitch && -pitch, limits.pitch, (n) => `looking up by ${n}`)
      )
    },
  }),
  rule({
    id: 'straight',
    words: 'Hold your head straight',
    measure: ({ main }) => tooMuch(sizeOf(factOf(main, 'roll')), limits.roll, (n) => `tilted by ${n}`),
  }),
  rule({
    id: 'light',
    words: 'More light on the face',
    measure: ({ main }) => tooLittle(factOf(main, 'luminance-mean'), limits.brightness, (n) => `brightness ${n}`),
  }),
  rule({
    id: 'light-behind',
    words: 'Less light from behind',
    measure: ({ main }) =>
      tooMuch(factOf(main, 'light-behind'), limits.lightBehind, (n) => `${n} as bright behind as on the face`),
  }),
  rule({
    id: 'still',
    words: 'Hold still',
    measure: ({ main }) =>
      tooMuch(main && speedOf(main.path), limits.speed, (n) => `moving ${n} eye distances a second`) ??
      tooLittle(factOf(main, 'sharpness'), limits.sharpness, (n) => `sharpness ${n}`),
  }),
  rule({
    id: 'good',
    words: 'Good, hold it',
    measure: ({ main }) => {
      const sharpness = factOf(main, 'sharpness')
      return sharpness === null ? '1 face found' : `sharpness ${sharpness.toFixed(limits.sharpness.decimals)}`
    },
  }),
] as const

export type HintId = (typeof rules)[number]['id']

const factOf = (main: Track | null, id: FactId) => main?.facts[id] ?? null

const sizeOf = (signed: number | null) => signed && Math.abs(signed)

/** Per cent; 0 where there is none. */
function otherFaceOf(seen: readonly Track[]): number {
  const areas = seen.map(({ face: { box } }) => box.width * box.height).toSorted((a, b) => b - a)
  const [largest, second] = areas
  return largest && second ? 100 * Math.sqrt(second / largest) : 0
}

/** Per cent of the face's box. */
function outsideOf({ face: { box } }: Track, { width, height }: Scene['frame']): number {
  const inside = (from: number, length: number, size: number) =>
    Math.max(0, Math.min(from + length, size - 0.5) - Math.max(from, -0.5)) / length
  return 100 * (1 - inside(box.x, box.width, width) * inside(box.y, box.height, height))
}
