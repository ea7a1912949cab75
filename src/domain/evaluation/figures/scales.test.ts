import { describe, expect, it } from 'vitest'
import { scoreOf } from '../../quality/scale.ts'
import type { MeasuredSet } from './measured.ts'
import { NoReferenceError, scalesFrom } from './scales.ts'

const cos = (degrees: number) => Math.cos((degrees * Math.PI) / 180)

// Ann at 0, 10 and 90 degrees, Bob at 80 and 100; a sixth image has no crop.
const angles = [0, 10, 90, 80, 100, Number.NaN]
const raws = [0.3, 0.4, 0.1, 0.5, 0.2, Number.NaN]

const made: MeasuredSet = {
  id: 'made-d',
  label: 'Made-D',
  describe: '',
  missing: 0,
  missing_why: null,
  agreed: null,
  persons: ['Ann', 'Ann', 'Ann', 'Bob', 'Bob', 'Bob'],
  kinds: ['', '', '', '', '', ''],
  comparisons: {
    one: Uint32Array.of(0, 0, 3, 1, 0, 4),
    other: Uint32Array.of(1, 2, 4, 3, 4, 5),
    isGenuine: Uint8Array.of(1, 1, 1, 0, 0, 1),
  },
  measurements: {
    scores: () => Float64Array.from(raws),
    embeddings: () => ({
      dimension: 2,
      values: Float32Array.from(angles.flatMap((angle) => [cos(angle), cos(90 - angle)])),
    }),
  },
  questions: [],
  mending: [],
  alignments: [],
}

const options = {
  judge: { id: 'judge', label: 'Judge' },
  impostors: 'listed',
  created: '2026-01-31T10:00:00.000Z',
  fmr: 1e-3,
  replicates: 20,
} as const

describe('a scale from a reference set', () => {
  const scale = scalesFrom(made, ['student'], options).get('student')!

  it('has the quantiles of the scores that are there', () => {
    expect(scale).toMatchObject({ reference: 'Made-D', n: 5 })
    expect(scale.quantiles).toHaveLength(1001)
    expect(raws.slice(0, 5).map((raw) => Math.round(scoreOf(raw, scale)))).toEqual([50, 75, 0, 100, 25])
  })

  it('says what each threshold does, by whom and when', () => {
    const { thresholds } = scale
    expect(thresholds).toMatchObject({ judge: 'Judge', date: '2026-01-31', fmr: 1e-3, impostors: 'listed', genuine: 3 })
    // Ann at 90 degrees, the lowest score, is the one that does not match Ann at 0.
    expect([thresholds!.discarded[0], thresholds!.kept[0], thresholds!.fnmr[0]]).toEqual([0, 1, 0.333333])
    expect([thresholds!.discarded[1], thresholds!.kept[1], thresholds!.fnmr[1]]).toEqual([0.2, 0.666667, 0])
    expect([thresholds!.discarded[100], thresholds!.kept[100], thresholds!.fnmr[100]]).toEqual([0.8, 0, null])
  })

  it('needs comparisons', () => {
    const { one, other } = made.comparisons
    const unlike = { ...made, comparisons: { one, other, isGenuine: new Uint8Array(6) } }
    expect(() => scalesFrom(unlike, ['student'], options)).toThrow(NoReferenceError)
  })
})
