import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { groupScores, shareHigher } from './groups.ts'

const quantiles = Array.from({ length: 1001 }, (_, i) => i / 1000)

describe('scores by group', () => {
  const rows = groupScores({
    id: 'own',
    label: 'Own',
    images: 6,
    missing: 1,
    attributes: [
      { name: 'Hat', values: ['Yes', 'No', 'Perhaps'], of: ['Yes', 'No', 'Yes', 'No', 'Yes', null, 'No'] },
      { name: 'Year', values: ['2001'], of: ['2001', '2001', null, null, null, '2001', null] },
    ],
    methods: [{ id: 'student', scale: { quantiles }, raws: Float64Array.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.9, Number.NaN) }],
  })

  it('have their quartiles on the scale, and tell the group from the rest', () => {
    const row = { set: 'own', method: 'student' }
    const near = (numbers: readonly number[]) => numbers.map((number) => expect.closeTo(number, 9))
    expect(rows).toEqual([
      // Of six pairs 0.3 > 0.2, 0.5 > 0.2 and 0.5 > 0.4.
      { ...row, attribute: 'Hat', value: 'Yes', images: 3, quartiles: near([20, 30, 40]), higher: 0.5 },
      { ...row, attribute: 'Hat', value: 'No', images: 2, quartiles: near([25, 30, 35]), higher: 0.5 },
      { ...row, attribute: 'Year', value: '2001', images: 3, quartiles: near([15, 20, 55]), higher: null },
    ])
  })

  it('are higher in as many pairs as counting them gives', () =>
    fc.assert(
      fc.property(
        fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 12 }),
        fc.array(fc.nat({ max: 9 }), { minLength: 1, maxLength: 12 }),
        (group, rest) => {
          const points = group.flatMap((one) => rest.map((other) => (one > other ? 1 : one === other ? 0.5 : 0)))
          const counted = points.reduce<number>((sum, point) => sum + point, 0) / points.length
          expect(shareHigher(group, rest)).toBeCloseTo(counted, 12)
        },
      ),
    ))
})
