import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Facts } from '../../explain/facts.ts'
import { madeFrame } from '../made-face.ts'
import { emptySession, observe } from '../session.ts'
import { type HintId, rules } from './hints.ts'
import type { ShownHint } from './shown-hint.ts'

const face = { x: 480, y: 360, width: 300 }

/** Facts that call for a hint. */
const wrong = {
  closer: { 'inter-eye-distance': 5 },
  look: { yaw: 60 },
  straight: { roll: -60 },
  light: { 'luminance-mean': 0.001 },
  still: { sharpness: 0.1 },
  good: {},
} as const satisfies Partial<Record<HintId, Partial<Facts>>>
type Wrong = keyof typeof wrong

const anyWrong = fc.constantFrom(...(Object.keys(wrong) as Wrong[]))
const anyFrames = fc.array(fc.tuple(fc.integer({ min: 20, max: 900 }), anyWrong), { minLength: 1, maxLength: 60 })

/** The hint shown after each frame. */
function hintsOf(frames: readonly (readonly [time: number, facts: Partial<Facts>])[]): readonly ShownHint[] {
  let session = emptySession
  return frames.map(([time, facts]) => {
    session = observe(session, madeFrame(time, { ...face, facts }))
    return session.hint!
  })
}

describe('the hint that is shown', () => {
  it('stays for 1.5 s at least, and then is the first that holds', () =>
    fc.assert(
      fc.property(anyFrames, (steps) => {
        const times = steps.map((_, i) => steps.slice(0, i).reduce((sum, [step]) => sum + step, 0))
        const shown = hintsOf(steps.map(([, id], i) => [times[i]!, wrong[id]]))
        let since = 0
        for (const [i, { id, holds }] of shown.entries()) {
          const due = steps[i]![1]
          const isFree = i === 0 || times[i]! - since >= 1500 || shown[i - 1]!.id === due
          expect(id).toBe(isFree ? due : shown[i - 1]!.id)
          expect(holds).toBe(id === due)
          if (i === 0 || id !== shown[i - 1]!.id) since = times[i]!
        }
      }),
    ))

  it('keeps the number that it last held with', () => {
    const [first, second, third] = hintsOf([
      [0, { yaw: 40 }],
      [100, { yaw: 30 }],
      [200, {}],
    ])
    expect(first!.measure).toContain('turned by 40°')
    expect(second!.measure).toContain('turned by 30°')
    expect(third).toEqual({ ...second, holds: false })
  })

  it('is the first of several in the order of the rules', () => {
    const order = rules.map(({ id }) => id).filter((id): id is Wrong => id in wrong)
    const facts = order.map((_, i) => Object.assign({}, ...order.slice(i).map((id) => wrong[id])))
    expect(hintsOf(facts.map((each, i) => [2000 * i, each])).map(({ id }) => id)).toEqual(order)
  })
})
