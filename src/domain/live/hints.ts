import { interEyeDistance } from '../alignment/inter-eye-distance.ts'
import type { FactId } from '../explain/facts.ts'
import type { LiveFrame } from './frame.ts'
import { motionOf, type Track } from './tracks.ts'

/** What a person is told to do, and the number behind it. */
export interface Hint {
  readonly id: HintId
  /** "Come closer". */
  readonly words: string
  /** "sharpness 0.52; 0.60 or more is better". */
  readonly measure: string
}

/** A hint and since when it has been shown. */
export interface ShownHint extends Hint {
  readonly since: number
}

/** What hints are judged from. */
export interface Scene {
  readonly frame: Pick<LiveFrame, 'width' | 'height'>
  /** The face that the page is about; null where none is seen. */
  readonly main: Track | null
  /** Every face that is seen. */
  readonly tracks: readonly Track[]
}

interface Rule<Id extends string = string> {
  readonly id: Id
  readonly words: string
  /** The number's sentence where the hint holds; null where it does not. */
  readonly measure: (scene: Scene) => string | null
}

const rule = <const Id extends string>(definition: Rule<Id>) => definition

const ofFact =
  (id: FactId, say: (value: number) => string | null) =>
  ({ main }: Scene) => {
    const value = main?.facts[id] ?? null
    return value === null ? null : say(value)
  }

/** In the order in which people are told; the first that holds is shown. */
export const hints = [
  rule({
    id: 'no-face',
    words: 'No face',
    measure: ({ main }) => (main ? null : '0 faces found; 1 is better'),
  }),
  rule({
    id: 'one-face',
    words: 'One face at a time',
    measure: ({ tracks }) => (tracks.length > 1 ? `${tracks.length} faces found; 1 is better` : null),
  }),
  rule({
    id: 'closer',
    words: 'Come closer',
    measure: ofFact('inter-eye-distance', (px) =>
      px < 40 ? `${px.toFixed(0)} px between the eyes; 40 or more is better` : null,
    ),
  }),
  rule({
    id: 'back',
    words: 'Move back',
    measure: ({ main, frame }) => {
      const share = main ? interEyeDistance(main.face.landmarks) / frame.width : 0
      return share > 0.35 ? `eyes ${(100 * share).toFixed(0)}% of the width apart; 35% or less is better` : null
    },
  }),
  rule({
    id: 'look',
    words: 'Look at the camera',
    measure: ofFact('yaw', (yaw) =>
      Math.abs(yaw) > 20 ? `turned by ${Math.abs(yaw).toFixed(0)}°; 20° or less is better` : null,
    ),
  }),
  rule({
    id: 'straight',
    words: 'Hold your head straight',
    measure: ofFact('roll', (roll) =>
      Math.abs(roll) > 15 ? `tilted by ${Math.abs(roll).toFixed(0)}°; 15° or less is better` : null,
    ),
  }),
  rule({
    id: 'light',
    words: 'More light on the face',
    measure: ofFact('luminance-mean', (mean) =>
      mean < 0.06 ? `brightness ${mean.toFixed(2)}; 0.06 or more is better` : null,
    ),
  }),
  rule({
    id: 'light-behind',
    words: 'Less light from behind',
    measure: () => null,
  }),
  rule({
    id: 'still',
    words: 'Hold still',
    measure: (scene) =>
      ofFact('sharpness', (s) => (s < 0.6 ? `sharpness ${s.toFixed(2)}; 0.60 or more is better` : null))(scene),
  }),
  rule({
    id: 'good',
    words: 'Good, hold it',
    measure: ({ main }) => `moving by ${((main && motionOf(main)) ?? 0).toFixed(1)} eye distances a second`,
  }),
] as const

export type HintId = (typeof hints)[number]['id']

/** The first that holds. */
export function hintOf(scene: Scene): Hint {
  for (const { id, words, measure } of hints) {
    const said = measure(scene)
    if (said !== null) return { id, words, measure: said }
  }
  throw new Error('The last hint always holds.')
}

/** For how long a hint is shown at least, ms. */
const leastShown = 1500

/** What is shown next: the hint that holds, once the one before was up for long enough. */
export function showHint(shown: ShownHint | null, hint: Hint, time: number): ShownHint {
  if (shown?.id === hint.id) return { ...hint, since: shown.since }
  return shown && time - shown.since < leastShown ? shown : { ...hint, since: time }
}
