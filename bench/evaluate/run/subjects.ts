import type { SetImage } from '../inputs/face-set.ts'
import type { Judge, Method } from '../models/methods.ts'
import type { Wanted } from './measurements.ts'
import type { Subject } from './pending.ts'

/**
 * Every image once, however many sets it is in, with all that they want to know of it.
 * @param nets  ids, which the subjects name by their place
 */
export function subjectsOf(
  wanted: readonly Wanted[],
  nets: readonly string[],
  methods: readonly Method[],
  judges: readonly Judge[],
): readonly Subject[] {
  const images = new Map<string, { readonly image: SetImage; readonly wanted: Set<number> }>()
  for (const [place, each] of wanted.entries())
    for (const image of each.images) {
      const name = `${JSON.stringify(image.degradation)} ${image.path}`
      const known = images.get(name) ?? { image, wanted: new Set() }
      known.wanted.add(place)
      images.set(name, known)
    }
  const needs = wanted.map((each) => netsFor(each, methods, judges))
  const merged = new Map<string, Subject['nets']>()
  return [...images.values()].map(({ image, wanted: places }) => {
    const name = [...places].join()
    const known =
      merged.get(name) ??
      merge(
        [...places].map((place) => needs[place]!),
        nets,
      )
    merged.set(name, known)
    return { image, nets: known }
  })
}

/** The nets that have to see the images, by condition. */
export function netsFor(
  { scores, embeddings }: Pick<Wanted, 'scores' | 'embeddings'>,
  methods: readonly Method[],
  judges: readonly Judge[],
): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>()
  const add = (condition: string, net: string | null) => {
    if (net === null) return
    const nets = found.get(condition) ?? new Set()
    found.set(condition, nets.add(net))
  }
  for (const [condition, ids] of scores)
    for (const id of ids) {
      const { source } = methods.find((method) => method.id === id)!
      add(condition, 'net' in source ? source.net : null)
    }
  for (const [condition, ids] of embeddings)
    for (const id of ids) add(condition, judges.find((judge) => judge.id === id)!.net)
  return found
}

function merge(needs: readonly ReadonlyMap<string, ReadonlySet<string>>[], nets: readonly string[]): Subject['nets'] {
  const conditions = new Set(needs.flatMap((each) => [...each.keys()]))
  return new Map(
    [...conditions].map((condition) => {
      const wanted = new Set(needs.flatMap((each) => [...(each.get(condition) ?? [])]))
      return [condition, [...nets.keys()].filter((i) => wanted.has(nets[i]!))]
    }),
  )
}
