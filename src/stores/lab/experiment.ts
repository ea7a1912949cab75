import { create } from 'zustand'
import type { ProcedureId } from '#domain/alignment/procedures.ts'
import { type Hand, untouched } from './hand.ts'

/** How the grid of procedures is sorted: as the registry has them, or by the size of the student's change. */
export type GridSort = 'registry' | 'change'

interface Experiment {
  /** The face on the bench; null = the first that has a score. */
  readonly faceId: string | null
  /** A second face in the same grid. */
  readonly secondId: string | null
  readonly hand: Hand
  /** The hand before the gesture that goes on. */
  readonly settled: Hand
  readonly past: readonly Hand[]
  readonly future: readonly Hand[]
  /** What changes are measured from; null = the face's own reference. */
  readonly reference: ProcedureId | null
  readonly sort: GridSort
  choose(faceId: string | null): void
  chooseSecond(faceId: string | null): void
  /** Follows a gesture; nothing to undo until `settle`. */
  move(hand: Hand): void
  /** Ends a gesture: one step for undo. */
  settle(): void
  /** A gesture of one step. */
  put(hand: Hand): void
  undo(): void
  redo(): void
  setReference(reference: ProcedureId | null): void
  setSort(sort: GridSort): void
}

const isSame = (a: Hand, b: Hand): boolean => JSON.stringify(a) === JSON.stringify(b)

/** How many steps can be undone. */
const UNDO_DEPTH = 200

/** What a person does on the bench of the Lab. All of it but the face stands in the address. */
export const useExperiment = create<Experiment>()((set, get) => ({
  faceId: null,
  secondId: null,
  hand: untouched,
  settled: untouched,
  past: [],
  future: [],
  reference: null,
  sort: 'registry',
  choose: (faceId) => set({ faceId }),
  chooseSecond: (secondId) => set({ secondId }),
  move: (hand) => set({ hand }),
  settle: () => {
    const { hand, settled, past } = get()
    if (isSame(hand, settled)) set({ hand: settled })
    else set({ settled: hand, past: [...past, settled].slice(-UNDO_DEPTH), future: [] })
  },
  put: (hand) => {
    get().move(hand)
    get().settle()
  },
  undo: () => {
    const { hand: now, past, future, settled } = get()
    const hand = past.at(-1)
    // In the middle of a gesture, that alone is undone.
    if (now !== settled) set({ hand: settled })
    else if (hand) set({ hand, settled: hand, past: past.slice(0, -1), future: [...future, settled] })
  },
  redo: () => {
    const { past, future, settled } = get()
    const hand = future.at(-1)
    if (hand) set({ hand, settled: hand, past: [...past, settled], future: future.slice(0, -1) })
  },
  setReference: (reference) => set({ reference }),
  setSort: (sort) => set({ sort }),
}))
