import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import { type Kept, persistOptions } from './persisted.ts'

export type Theme = Kept<'settings'>['theme']
export type View = Kept<'settings'>['view']
export type Sort = Kept<'settings'>['sort']

interface Settings extends Kept<'settings'> {
  setTheme(theme: Theme): void
  setLetterKeys(on: boolean): void
  setView(view: View): void
  setSort(sort: Sort): void
}

/** What a person chose about the page itself. */
export const useSettings = create<Settings>()(
  persist(
    (set) => ({
      theme: 'system',
      letterKeys: true,
      view: 'list',
      sort: 'score-high',
      setTheme: (theme) => set({ theme }),
      setLetterKeys: (letterKeys) => set({ letterKeys }),
      setView: (view) => set({ view }),
      setSort: (sort) => set({ sort }),
    }),
    persistOptions('settings'),
  ),
)
