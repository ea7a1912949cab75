import * as v from 'valibot'
import { createJSONStorage, type PersistOptions } from 'zustand/middleware'

const percent = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(100))

/** The one table of what outlives the page: by store, each kept value with what it may be. Photos never do. */
const kept = {
  threshold: v.object({ score: percent }),
  settings: v.object({
    theme: v.picklist(['system', 'light', 'dark']),
    letterKeys: v.boolean(),
    view: v.picklist(['list', 'grid']),
    sort: v.picklist(['score-high', 'score-low', 'steady-first', 'steady-last', 'name']),
  }),
} as const

export type Kept<Name extends keyof typeof kept> = v.InferOutput<(typeof kept)[Name]>

/** Options for zustand's `persist`: keeps what the table names; what an older page left there is checked first. */
export function persistOptions<Name extends keyof typeof kept, State extends Kept<Name>>(
  name: Name,
): PersistOptions<State, Kept<Name>> {
  const schema = kept[name]
  return {
    name: `plumb.${name}`,
    storage: createJSONStorage(() => localStorage)!,
    partialize: (state) => v.parse(schema, state) as Kept<Name>,
    merge: (stored, state) => {
      const { success, output } = v.safeParse(schema, stored)
      return success ? { ...state, ...(output as Kept<Name>) } : state
    },
  }
}
