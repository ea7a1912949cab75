import { create } from 'zustand'
import type { ProcedureId } from '#domain/alignment/procedures.ts'
import type { SweepId } from '#domain/alignment/sweeps.ts'
import { type Hand, untouched } from './hand.ts'
import type { Place } from './places.ts'

/** How the grid of procedures is sorted: as the registry has them, or by the size of the student's change. */
export type GridSort = 'registry' | 'change'

/** The face on the bench, or the second one in its grid. */
type Seat = 'first' | 'second'

/** A crop for the comparison: what a procedure makes of one of the faces. */
export interface Picked {
  readonly of: Seat
  readonly procedure: ProcedureId
}

/** A place on a sweep: of a line its step, of the shifts their misalignment, from 0. */
export interface SweepPlace {
  readonly sweep: SweepId
  readonly index: number
}

interface Experiment {
  /** The face on the bench; null = the first that has a score. */
  readonly faceId: string | null
  /** A second face in the same grid. */
  readonly secondId: string | null
  /** Faces that an address names and that are not here, at least not yet. */
  readonly awaited: Readonly<Record<Seat, Place | null>>
  /** At most two, the left one first. */
  readonly picked: readonly Picked[]
  /** Where the crosshair is: on one sweep at a time. The comparison shows the crop there. */
  readonly crosshair: SweepPlace | null
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
  /** The two picked last stand side by side; picking one again lets it go. Takes the crosshair away. */
  pick(one: Picked): void
  setCrosshair(crosshair: SweepPlace | null): void
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

const isSame = (a: Hand | Picked, b: Hand | Picked): boolean => JSON.stringify(a) === JSON.stringify(b)

/** Two crops make a comparison. */
export const MOST_PICKED = 2

/** How many steps can be undone. */
const UNDO_DEPTH = 200

/** What a person does on the bench of the Lab. All of it stands in the address, faces by their place in the list. */
export const useExperiment = create<Experiment>()((set, get) => ({
  faceId: null,
  secondId: null,
  awaited: { first: null, second: null },
  picked: [],
  crosshair: null,
  hand: untouched,
  settled: untouched,
  past: [],
  future: [],
  reference: null,
  sort: 'registry',
  choose: (faceId) =>
    set((before) => ({
      // A face beside itself shows nothing.
      ...(faceId === before.secondId && withoutSecond(before)),
      faceId,
      awaited: { ...before.awaited, first: null },
    })),
  chooseSecond: (secondId) =>
    set((before) => ({
      ...(secondId === null && withoutSecond(before)),
      secondId,
      awaited: { ...before.awaited, second: null },
    })),
  pick: (one) => {
    const { picked } = get()
    const others = picked.filter((each) => !isSame(each, one))
    set({
      picked: others.length < picked.length ? others : [...others, one].slice(-MOST_PICKED),
      crosshair: null,
    })
  },
  setCrosshair: (crosshair) => set({ crosshair }),
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

/** The second face takes its picked crops along. */
const withoutSecond = ({ picked }: Experiment) => ({
  secondId: null,
  picked: picked.filter(({ of }) => of === 'first'),
})
