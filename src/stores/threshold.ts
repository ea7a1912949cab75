import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import { type Kept, persistOptions } from './persisted.ts'

interface Threshold extends Kept<'threshold'> {
  /** Rounds to a whole score and keeps it on the scale. */
  setScore(score: number): void
}

/** Where nobody has set one. */
export const STARTING_THRESHOLD = 30

/** From which score on a face is kept, 0 to 100. */
export const useThreshold = create<Threshold>()(
  persist(
    (set) => ({
      score: STARTING_THRESHOLD,
      setScore: (score) => set({ score: Math.min(100, Math.max(0, Math.round(score))) }),
    }),
    persistOptions('threshold'),
  ),
)
