import { create } from 'zustand'
import { useExperiment } from './experiment.ts'

/** Whether what a hand did last still waits for its scores. */
export const useHandWaits = create<boolean>()(() => false)

function isAtRest(): boolean {
  const { hand, settled } = useExperiment.getState()
  return hand === settled && !useHandWaits.getState()
}

/** Resolves once no gesture goes on and the scores of the last one are there: work that can wait makes way for a hand. */
export function handRests(): Promise<void> {
  if (isAtRest()) return Promise.resolve()
  return new Promise((resolve) => {
    const check = () => {
      if (!isAtRest()) return
      for (const stop of stops) stop()
      resolve()
    }
    const stops = [useExperiment.subscribe(check), useHandWaits.subscribe(check)]
  })
}
