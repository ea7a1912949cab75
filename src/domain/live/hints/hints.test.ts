import { describe, expect, it } from 'vitest'
import type { Facts } from '../../explain/facts.ts'
import { madeFrame } from '../made-face.ts'
import { emptySession, observe } from '../session.ts'
import { rules } from './hints.ts'

type Made = Parameters<typeof madeFrame>[1]
const face: Made = { x: 480, y: 360, width: 300 }

/** What is said of faces that stay for a while. */
function said(...faces: readonly Made[]): string {
  const { words, measure } = observe(emptySession, madeFrame(0, ...faces)).hint!
  return `${words}: ${measure}`
}
const saidOf = (facts: Partial<Facts>) => said({ ...face, facts })

it('says these words, in this order', () => {
  expect(rules.map(({ words }) => words)).toEqual([
    'No face',
    'One face at a time',
    'Come closer',
    'Move back',
    'Look at the camera',
    'Hold your head straight',
    'More light on the face',
    'Less light from behind',
    'Hold still',
    'Good, hold it',
  ])
})

describe('each hint', () => {
  it('has its number', () => {
    expect(said()).toBe('No face: 0 faces found; 1 is better')
    expect(said(face, { x: 800, y: 360, width: 186 })).toBe(
      'One face at a time: another face 62% as large; 50% or less is better',
    )
    expect(saidOf({ 'inter-eye-distance': 28.4 })).toBe('Come closer: 28 px between the eyes; 35 px or more is better')
    // 30 of 300 px are left of the frame, whose edge lies half a pixel left of pixel 0.
    expect(said({ ...face, x: 119.5 })).toBe('Move back: 10% of the face outside the picture; 5% or less is better')
    expect(saidOf({ yaw: -32 })).toBe('Look at the camera: turned by 32°; 20° or less is better')
    expect(saidOf({ pitch: 18 })).toBe('Look at the camera: looking down by 18°; 15° or less is better')
    expect(saidOf({ pitch: -18 })).toBe('Look at the camera: looking up by 18°; 15° or less is better')
    expect(saidOf({ roll: 25 })).toBe('Hold your head straight: tilted by 25°; 20° or less is better')
    expect(saidOf({ 'luminance-mean': 0.04 })).toBe('More light on the face: brightness 0.04; 0.08 or more is better')
    expect(saidOf({ 'light-behind': 8.2 })).toBe(
      'Less light from behind: 8 times as bright behind as on the face; 6 times or less is better',
    )
    expect(saidOf({ sharpness: 0.42 })).toBe('Hold still: sharpness 0.42; 0.50 or more is better')
    expect(saidOf({ sharpness: 0.72 })).toBe('Good, hold it: sharpness 0.72')
  })

  it('leaves out what a face lacks', () => {
    const nothing = { yaw: null, pitch: null, sharpness: null, 'light-behind': null } as const
    expect(saidOf(nothing)).toBe('Good, hold it: 1 face found')
  })
})

describe('one face at a time', () => {
  it('lets somebody pass far behind', () => {
    expect(said(face, { x: 800, y: 360, width: 100 })).toContain('Good, hold it')
  })
})

describe('move back', () => {
  it('counts what the frame cuts on any side', () => {
    for (const cut of [{ x: 940 }, { y: 10 }, { y: 700 }, { width: 1200 }])
      expect(said({ ...face, ...cut })).toContain('Move back')
  })
})

describe('hold still', () => {
  /** The hint after two seconds of motion, in px a second; the eyes are 114 px apart. */
  const hintAt = (speed: number) =>
    Array.from({ length: 41 }, (_, i) => madeFrame(50 * i, { ...face, x: 180 + speed * 0.05 * i })).reduce(
      observe,
      emptySession,
    ).hint!

  it('is said of a face that moves, and not of one that drifts', () => {
    expect(hintAt(100).id).toBe('good')
    expect(hintAt(300)).toMatchObject({
      words: 'Hold still',
      measure: 'moving 2.6 eye distances a second; 1.5 or less is better',
    })
  })
})
