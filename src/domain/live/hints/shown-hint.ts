import { type HintId, rules, type Scene } from './hints.ts'

/** What a person is told to do, and the number behind it. */
interface Hint {
  readonly id: HintId
  /** "Hold still". */
  readonly words: string
  /** "sharpness 0.52; 0.60 or more is better", as it was when the hint last held. */
  readonly measure: string
}

/** The hint that people see. */
export interface ShownHint extends Hint {
  /** Since when, by the frames' clock. */
  readonly since: number
  /** Whether it still holds, and is not only up for its least time. */
  readonly holds: boolean
}

/** How long a hint is shown at least, ms. */
const leastShown = 1500

/** What is shown after one more frame: the first hint that holds, once the one before was up for its time. */
export function showHint(shown: ShownHint | null, scene: Scene, time: number): ShownHint {
  const hint = hintOf(scene)
  if (shown?.id === hint.id) return { ...hint, since: shown.since, holds: true }
  if (shown && time - shown.since < leastShown) return { ...shown, holds: false }
  return { ...hint, since: time, holds: true }
}

/** The first that holds. */
function hintOf(scene: Scene): Hint {
  for (const { id, words, measure } of rules) {
    const said = measure(scene)
    if (said !== null) return { id, words, measure: said }
  }
  throw new Error('The last hint always holds.')
}
