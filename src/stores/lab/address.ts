import { type FivePointName, fivePointNames } from '#domain/alignment/face.ts'
import type { Misalignment } from '#domain/alignment/misalignment.ts'
import type { LandmarkMoves } from '#domain/alignment/move-landmarks.ts'
import { type ProcedureId, procedures } from '#domain/alignment/procedures.ts'
import { type GridSort, useExperiment } from './experiment.ts'
import { type Hand, limited, limits, untouched } from './hand.ts'

/** What an address says of an experiment: its settings, never the picture. */
export interface Settings {
  readonly hand: Hand
  readonly reference: ProcedureId | null
  readonly sort: GridSort
}

/** The address of the Lab, and its part before the settings. */
export const LAB = '#lab'

/** How each number of the misalignment is written: its key, and how many of its units make 1. */
const numbers = {
  rotation: { key: 'turn', units: 1 },
  scale: { key: 'scale', units: 1 },
  shiftX: { key: 'x', units: 100 },
  shiftY: { key: 'y', units: 100 },
  jitter: { key: 'jitter', units: 100 },
  seed: { key: 'seed', units: 1 },
} as const satisfies Record<keyof Misalignment, { key: string; units: number }>

const numberKeys = Object.keys(numbers) as (keyof Misalignment)[]

/** `#lab?turn=-12&scale=1.04&rightEye=5,-2.5`: degrees, factor, percent; landmarks in percent of the inter-eye distance. */
export function toAddress({ hand, reference, sort }: Settings): string {
  const query = new URLSearchParams()
  for (const name of numberKeys) {
    const { key, units } = numbers[name]
    const value = hand.misalignment[name]
    if (value !== untouched.misalignment[name])
      query.set(key, written(value * units, limits[name].decimals - Math.log10(units)))
  }
  for (const name of fivePointNames) {
    const move = hand.moves[name]
    if (move) query.set(name, [move.x, move.y].map((value) => written(value * 100, 1)).join(','))
  }
  if (reference) query.set('reference', reference)
  if (sort !== 'registry') query.set('sort', sort)
  // Commas may stand in a fragment, and read better so.
  return query.size > 0 ? `${LAB}?${query.toString().replaceAll('%2C', ',')}` : LAB
}

/** What an address says; what it does not say, or says wrong, is as it is at the start. Null where it is not the Lab's. */
export function fromAddress(hash: string): Settings | null {
  const [path, text = ''] = hash.split('?', 2)
  if (path !== LAB) return null
  const query = new URLSearchParams(text)
  const reference = procedures.find(({ id }) => id === query.get('reference'))?.id ?? null
  return {
    hand: { moves: movesOf(query), misalignment: misalignmentOf(query) },
    reference,
    sort: query.get('sort') === 'change' ? 'change' : 'registry',
  }
}

/** Keeps the address and the experiment alike; returns how to stop. */
export function followAddress(): () => void {
  const write = () => {
    const address = toAddress(current())
    if (window.location.hash.startsWith(LAB) && window.location.hash !== address)
      window.history.replaceState(window.history.state, '', address)
  }
  const read = () => {
    // A bare #lab is how one comes back, to what was there before.
    if (window.location.hash === LAB) return write()
    const settings = fromAddress(window.location.hash)
    if (!settings || toAddress(settings) === toAddress(current())) return
    const { hand, reference, sort } = settings
    useExperiment.getState().put(hand)
    useExperiment.setState({ reference, sort })
  }
  read()
  window.addEventListener('hashchange', read)
  const unsubscribe = useExperiment.subscribe(write)
  return () => {
    window.removeEventListener('hashchange', read)
    unsubscribe()
  }
}

const current = (): Settings => {
  const { settled, reference, sort } = useExperiment.getState()
  return { hand: settled, reference, sort }
}

const written = (value: number, decimals: number): string => `${Number(value.toFixed(decimals))}`

function misalignmentOf(query: URLSearchParams): Misalignment {
  const read = (name: keyof Misalignment) => {
    const { key, units } = numbers[name]
    const value = numberOf(query.get(key))
    return value === null ? untouched.misalignment[name] : limited(name, value / units)
  }
  return Object.fromEntries(numberKeys.map((name) => [name, read(name)])) as Record<keyof Misalignment, number>
}

function movesOf(query: URLSearchParams): LandmarkMoves {
  const entries = fivePointNames.flatMap((name): [FivePointName, { x: number; y: number }][] => {
    const [x, y] = (query.get(name) ?? '').split(',').map(numberOf)
    return x == null || y == null || (x === 0 && y === 0) ? [] : [[name, { x: x / 100, y: y / 100 }]]
  })
  return Object.fromEntries(entries)
}

function numberOf(text: string | null): number | null {
  const value = Number.parseFloat(text ?? '')
  return Number.isFinite(value) ? value : null
}
