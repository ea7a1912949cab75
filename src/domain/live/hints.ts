import type { FactId } from '../explain/facts.ts'
import type { LiveFrame } from './frame.ts'
import { speedOf } from './motion.ts'
import type { Track } from './tracks.ts'

/** What hints are judged from. */
export interface Scene {
  readonly frame: Pick<LiveFrame, 'width' | 'height'>
  /** The face that the page is about; null where there is none. */
  readonly main: Track | null
  /** Every face that the frame shows. */
  readonly seen: readonly Track[]
}

interface Rule<Id extends string = string> {
  readonly id: Id
  /** What a person is told. */
  readonly words: string
  /** The number behind it in a sentence, where the hint holds; null where it does not. */
  readonly measure: (scene: Scene) => string | null
}

/** Where hints begin to hold. */
const limits = {
  /** Area of the second largest face as a share of the largest's. */
  otherFace: 0.25,
  /** px. */
  eyeDistance: 40,
  /** Share of the face's box. */
  outside: 0.1,
  /** Degrees. */
  yaw: 20,
  pitch: 25,
  roll: 20,
  brightness: 0.06,
  lightBehind: 10,
  /** Inter-eye distances a second. */
  speed: 1,
  sharpness: 0.6,
} as const

const rule = <const Id extends string>(definition: Rule<Id>) => definition

/** In the order in which people are told; the first that holds is shown, and the last always does. */
export const rules = [
  rule({
    id: 'no-face',
    words: 'No face',
    measure: ({ main }) => (main ? null : '0 faces found; 1 is better'),
  }),
  rule({
    id: 'one-face',
    words: 'One face at a time',
    measure: ({ seen }) =>
      tooMuch('another face, as large as this one by', otherFace(seen), limits.otherFace, { decimals: 2 }),
  }),
  rule({
    id: 'closer',
    words: 'Come closer',
    measure: ({ main }) =>
      tooLittle('eyes apart by', factOf(main, 'inter-eye-distance'), limits.eyeDistance, { unit: ' px' }),
  }),
  rule({
    id: 'back',
    words: 'Move back',
    measure: ({ main, frame }) =>
      tooMuch('outside the picture', main && 100 * outsideOf(main, frame), 100 * limits.outside, { unit: '%' }),
  }),
  rule({
    id: 'look',
    words: 'Look at the camera',
    measure: ({ main }) =>
      tooMuch('turned by', factOf(main, 'yaw', Math.abs), limits.yaw, { unit: '°' }) ??
      tooMuch('nodding by', factOf(main, 'pitch', Math.abs), limits.pitch, { unit: '°' }),
  }),
  rule({
    id: 'straight',
    words: 'Hold your head straight',
    measure: ({ main }) => tooMuch('tilted by', factOf(main, 'roll', Math.abs), limits.roll, { unit: '°' }),
  }),
  rule({
    id: 'light',
    words: 'More light on the face',
    measure: ({ main }) => tooLittle('brightness', factOf(main, 'luminance-mean'), limits.brightness, { decimals: 2 }),
  }),
  rule({
    id: 'light-behind',
    words: 'Less light from behind',
    measure: () => null,
  }),
  rule({
    id: 'still',
    words: 'Hold still',
    measure: ({ main }) =>
      tooMuch('eye distances a second', main && speedOf(main.path), limits.speed, { decimals: 1 }) ??
      tooLittle('sharpness', factOf(main, 'sharpness'), limits.sharpness, { decimals: 2 }),
  }),
  rule({
    id: 'good',
    words: 'Good, hold it',
    measure: ({ main }) => `sharpness ${(factOf(main, 'sharpness') ?? 0).toFixed(2)}`,
  }),
] as const

export type HintId = (typeof rules)[number]['id']

const factOf = (main: Track | null, id: FactId, of: (value: number) => number = (value) => value) => {
  const value = main?.facts[id] ?? null
  return value === null ? null : of(value)
}

function otherFace(seen: readonly Track[]): number {
  const [first = 0, second = 0] = seen.map(({ face }) => face.box.width * face.box.height).toSorted((a, b) => b - a)
  return first > 0 ? second / first : 0
}

function outsideOf({ face: { box } }: Track, { width, height }: Scene['frame']): number {
  const inside = (from: number, length: number, end: number) =>
    Math.max(0, Math.min(from + length, end - 0.5) - Math.max(from, -0.5)) / length
  return 1 - inside(box.x, box.width, width) * inside(box.y, box.height, height)
}

interface Shown {
  readonly decimals?: number
  readonly unit?: string
}

/** Rounded away from the limit, which the number has not reached. */
function tooLittle(
  what: string,
  value: number | null,
  limit: number,
  { decimals = 0, unit = '' }: Shown,
): string | null {
  if (value === null || value >= limit) return null
  const step = 10 ** decimals
  return `${what} ${(Math.floor(value * step) / step).toFixed(decimals)}${unit}; ${limit.toFixed(decimals)}${unit} or more is better`
}

function tooMuch(what: string, value: number | null, limit: number, { decimals = 0, unit = '' }: Shown): string | null {
  if (value === null || value <= limit) return null
  const step = 10 ** decimals
  return `${what} ${(Math.ceil(value * step) / step).toFixed(decimals)}${unit}; ${limit.toFixed(decimals)}${unit} or less is better`
}
