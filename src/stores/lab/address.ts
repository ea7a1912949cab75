import { type FivePointName, fivePointNames } from '#domain/alignment/face.ts'
import type { Misalignment } from '#domain/alignment/misalignment.ts'
import type { LandmarkMoves } from '#domain/alignment/move-landmarks.ts'
import { type ProcedureId, procedures } from '#domain/alignment/procedures.ts'
import { lineSweeps, shiftSweep } from '#domain/alignment/sweeps.ts'
import { usePhotos } from '../photos/photos.ts'
import { STARTING_THRESHOLD, useThreshold } from '../threshold.ts'
import { type GridSort, MOST_PICKED, type Picked, type SweepPlace, useExperiment } from './experiment.ts'
import { type Hand, limited, limitedMove, limits, untouched } from './hand.ts'
import { faceAt, type Place, placeOf } from './places.ts'

/** What an address says of an experiment: its settings, and faces by their place in the list, never a picture or a name. */
export interface Settings {
  readonly hand: Hand
  readonly reference: ProcedureId | null
  readonly sort: GridSort
  readonly picked: readonly Picked[]
  readonly crosshair: SweepPlace | null
  /** From which score on a face is kept: what the sweeps count crossings of. */
  readonly threshold: number
  /** Null = whatever is on the bench. */
  readonly face: Place | null
  readonly second: Place | null
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

/** How many of a sweep's units make 1 in an address. */
const sweepUnits = { jitter: 100, rotation: 1, scale: 1, shift: 100 } as const

/** Before a procedure that is picked of the second face. */
const SECOND = 'second.'

/**
 * `#lab?turn=-12&scale=1.04&rightEye=5,-2.5&compare=ffhq,second.ffhq&at=shift,4,-8&face=2.1&with=3.1`: degrees, factor,
 * percent; landmarks in percent of the inter-eye distance; the crosshair at a shift of 4% to the right and 8% up; the first
 * face of the second photo with the first of the third.
 */
export function toAddress({ hand, reference, sort, picked, crosshair, threshold, face, second }: Settings): string {
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
  if (picked.length > 0)
    query.set('compare', picked.map(({ of, procedure }) => `${of === 'second' ? SECOND : ''}${procedure}`).join(','))
  if (crosshair) query.set('at', sweepPlaceText(crosshair))
  if (threshold !== STARTING_THRESHOLD) query.set('threshold', `${threshold}`)
  if (face) query.set('face', `${face.photo}.${face.face}`)
  if (second) query.set('with', `${second.photo}.${second.face}`)
  // Commas may stand in a fragment, and read better so.
  return query.size > 0 ? `${LAB}?${query.toString().replaceAll('%2C', ',')}` : LAB
}

/** What an address says; what it does not say, or says wrong, is as it is at the start. Null where it is not the Lab's. */
export function fromAddress(hash: string): Settings | null {
  const [path, text = ''] = hash.split('?', 2)
  if (path !== LAB) return null
  const query = new URLSearchParams(text)
  const second = placeIn(query.get('with'))
  return {
    hand: { moves: movesOf(query), misalignment: misalignmentOf(query) },
    reference: procedureIn(query.get('reference')),
    sort: query.get('sort') === 'change' ? 'change' : 'registry',
    picked: picksIn(query.get('compare')).filter(({ of }) => of === 'first' || second),
    crosshair: sweepPlaces.get(query.get('at') ?? '') ?? null,
    threshold: thresholdIn(query.get('threshold')),
    face: placeIn(query.get('face')),
    second,
  }
}

/** A pointer runs over a sweep faster than browsers let an address change. */
const CROSSHAIR_RESTS = 300

/** Keeps the address and the experiment alike; returns how to stop. */
export function followAddress(): () => void {
  let resting: ReturnType<typeof setTimeout> | undefined
  const write = () => {
    clearTimeout(resting)
    const address = toAddress(current())
    if (window.location.hash.startsWith(LAB) && window.location.hash !== address)
      window.history.replaceState(window.history.state, '', address)
  }
  const read = () => {
    // A bare #lab is how one comes back, to what was there before.
    if (window.location.hash === LAB) return write()
    const settings = fromAddress(window.location.hash)
    if (!settings || toAddress(settings) === toAddress(current())) return
    const { hand, reference, sort, picked, crosshair, threshold, face, second } = settings
    useExperiment.getState().put(hand)
    useExperiment.setState({ reference, sort, picked, crosshair, secondId: null, awaited: { first: face, second } })
    useThreshold.getState().setScore(threshold)
    seatAwaited()
  }
  read()
  window.addEventListener('hashchange', read)
  const stops = [
    useExperiment.subscribe((now, before) => {
      // In the middle of a gesture nothing is settled.
      if (now.hand !== before.hand && now.settled === before.settled) return
      if (now.crosshair === before.crosshair) return write()
      clearTimeout(resting)
      resting = setTimeout(write, CROSSHAIR_RESTS)
    }),
    useThreshold.subscribe(write),
    usePhotos.subscribe(() => {
      seatAwaited()
      write()
    }),
  ]
  return () => {
    window.removeEventListener('hashchange', read)
    clearTimeout(resting)
    for (const stop of stops) stop()
  }
}

/** Puts the faces that an address names on the bench as soon as they are there. */
function seatAwaited(): void {
  const { awaited, choose, chooseSecond } = useExperiment.getState()
  const photos = usePhotos.getState()
  const first = awaited.first && faceAt(photos, awaited.first)
  const second = awaited.second && faceAt(photos, awaited.second)
  if (first) choose(first)
  if (second) chooseSecond(second)
}

const current = (): Settings => {
  const { settled, reference, sort, picked, crosshair, faceId, secondId, awaited } = useExperiment.getState()
  const photos = usePhotos.getState()
  const second = awaited.second ?? placeOf(photos, secondId)
  return {
    hand: settled,
    reference,
    sort,
    picked: picked.filter(({ of }) => of === 'first' || second),
    crosshair,
    threshold: useThreshold.getState().score,
    face: awaited.first ?? placeOf(photos, faceId),
    second,
  }
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
    if (x == null || y == null) return []
    const move = { x: limitedMove(x / 100), y: limitedMove(y / 100) }
    return move.x === 0 && move.y === 0 ? [] : [[name, move]]
  })
  return Object.fromEntries(entries)
}

/** Known procedures, each once, the last ones where there are too many. */
function picksIn(text: string | null): readonly Picked[] {
  const words = [...new Set((text ?? '').split(','))]
  const picks = words.flatMap((word): Picked[] => {
    const isSecond = word.startsWith(SECOND)
    const procedure = procedureIn(isSecond ? word.slice(SECOND.length) : word)
    return procedure ? [{ of: isSecond ? 'second' : 'first', procedure }] : []
  })
  return picks.slice(-MOST_PICKED)
}

const procedureIn = (text: string | null): ProcedureId | null => procedures.find(({ id }) => id === text)?.id ?? null

function placeIn(text: string | null): Place | null {
  const [, photo, face] = /^([1-9]\d{0,6})\.([1-9]\d{0,3})$/.exec(text ?? '') ?? []
  return photo && face ? { photo: Number(photo), face: Number(face) } : null
}

/** The sweep and what stands on its axes there: `rotation,-15`. */
function sweepPlaceText({ sweep, index }: SweepPlace): string {
  const values =
    sweep === 'shift'
      ? [shiftSweep.misalignments[index]!.shiftX, shiftSweep.misalignments[index]!.shiftY]
      : [lineSweeps.find(({ id }) => id === sweep)!.steps[index]!.value]
  return [sweep, ...values.map((value) => written(value * sweepUnits[sweep], 2))].join(',')
}

/** Every place on a sweep, by how an address writes it. */
const sweepPlaces: ReadonlyMap<string, SweepPlace> = new Map(
  [
    ...lineSweeps.flatMap(({ id, steps }) => steps.map((_, index): SweepPlace => ({ sweep: id, index }))),
    ...shiftSweep.misalignments.map((_, index): SweepPlace => ({ sweep: 'shift', index })),
  ].map((place) => [sweepPlaceText(place), place]),
)

function thresholdIn(text: string | null): number {
  const value = numberOf(text)
  return value === null ? STARTING_THRESHOLD : Math.min(100, Math.max(0, Math.round(value)))
}

function numberOf(text: string | null): number | null {
  const value = Number.parseFloat(text ?? '')
  return Number.isFinite(value) ? value : null
}
