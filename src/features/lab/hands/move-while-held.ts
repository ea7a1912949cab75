import { useExperiment } from '#stores/lab/experiment.ts'
import type { Hand } from '#stores/lab/hand.ts'

/** Follows a key: as long as it is held, all its repeats are one step for undo. */
export function moveWhileHeld(hand: Hand, { repeat }: Pick<KeyboardEvent, 'repeat'>): void {
  const { move, settle } = useExperiment.getState()
  move(hand)
  if (!repeat) window.addEventListener('keyup', settle, { once: true })
}
