import { create } from 'zustand'

interface Selection {
  /** Id of the selected row: a face, or a photo without one. */
  readonly id: string | null
  /** `auto`: beside the list where there is room, else closed. */
  readonly detail: 'auto' | 'open' | 'closed'
  /** Photo in which a person is setting the five points of a face. */
  readonly marking: string | null
  select(id: string | null): void
  open(id: string): void
  close(): void
  mark(photoId: string): void
  stopMarking(): void
}

/** Which row is selected and whether its detail shows. */
export const useSelection = create<Selection>()((set) => ({
  id: null,
  detail: 'auto',
  marking: null,
  select: (id) => set({ id, marking: null }),
  open: (id) => set({ id, detail: 'open', marking: null }),
  close: () => set({ detail: 'closed', marking: null }),
  mark: (photoId) => set({ id: photoId, detail: 'open', marking: photoId }),
  stopMarking: () => set({ marking: null }),
}))
