import { describe, expect, it } from 'vitest'
import type { EvaluationResults, EvaluationRow } from '#domain/evaluation/results.ts'
import { tableOf } from './table.ts'

const key = { set: 'lfw-d', moves: 'quality', judge: 'edgeface', impostors: 'listed' } as const

const row = (condition: string, method: string, change: Partial<EvaluationRow> = {}): EvaluationRow => ({
  ...key,
  condition,
  method,
  group: 'cross-model',
  images: 7701,
  genuine: 3000,
  impostor: 3000,
  fmr: 0.001,
  threshold: 0.31,
  false_matches: 29,
  too_few_impostors: false,
  fnmr0: 0.04123,
  pauc20: 0.7,
  pauc30: 0.6123,
  pauc30_ci: [0.55, 0.68],
  pauc30_raw: 0.01,
  pauc30_above_best: 0.009,
  fnmr_after: { 1: 0.04, 5: 0.03, 20: 0.019 },
  halved_after: 0.2,
  rce0: 0.3,
  rce3: -0.25,
  rce_images: 3000,
  spearman: null,
  bias: null,
  rmse: null,
  ...change,
})

const group = { set: 'own', method: 'plumb', attribute: 'Hat' }

const results: EvaluationResults = {
  schema: 1,
  app: { name: 'Plumb', version: '0' },
  created: '',
  command: '',
  replicates: 1000,
  sets: [
    {
      id: 'lfw-d',
      label: 'LFW-D',
      describe: '',
      images: 7701,
      persons: 4281,
      genuine: 3000,
      impostor: 3000,
      missing: 0,
      missing_why: null,
      agreed: null,
    },
  ],
  conditions: [
    { id: 'proper', label: 'proper' },
    { id: 'box', label: 'A condition whose name is rather long' },
  ],
  judges: [{ id: 'edgeface', label: 'EdgeFace-XS', group: 'cross-model', sha256: '' }],
  methods: [
    { id: 'plumb', label: 'Student', kind: 'student', sha256: null },
    { id: 'plumb-baseline', label: 'Baseline', kind: 'baseline', sha256: null },
  ],
  rows: [
    row('proper', 'plumb'),
    row('proper', 'plumb-baseline', { pauc30: null, pauc30_ci: null, rce0: null }),
    row('box', 'plumb', { spearman: 0.9, bias: -0.31, rmse: 0.4 }),
    row('box', 'plumb', { moves: 'both', fnmr0: 1, fnmr_after: { 1: 1, 5: 1, 20: 1 } }),
  ],
  curves: [],
  differences: [
    {
      ...key,
      moves: 'both',
      condition: 'box',
      method: 'plumb-baseline',
      other: 'plumb',
      difference: -0.05,
      interval: { low: -0.08, high: -0.02 },
    },
    {
      ...key,
      condition: 'proper',
      method: 'plumb',
      other: 'plumb-baseline',
      difference: -0.05,
      interval: { low: -0.08, high: -0.02 },
    },
  ],
  sweeps: [],
  mender: null,
  mending: [],
  stability: [
    {
      set: 'lfw-d',
      method: 'plumb',
      faces: 500,
      spread: Array.from({ length: 101 }, (_, i) => i / 10),
      by_size: [
        { from: 0, to: 20, faces: 0, spread: null },
        { from: 40, to: 80, faces: 490, spread: 4.44 },
        { from: 80, to: null, faces: 10, spread: 3 },
      ],
      icc: 0.91,
      procedures: ['landmarker-5pt', 'ffhq'],
    },
  ],
  grouped: [{ id: 'own', label: 'Own', images: 1200, missing: 0, created: '', command: '' }],
  groups: [
    { ...group, value: 'Round', images: 1000, quartiles: [20.04, 41.26, 60], higher: 0.614 },
    { ...group, value: 'Square', images: 200, quartiles: [10, 31, 50], higher: 0.386 },
    { ...group, attribute: 'Shoe', value: 'Black', images: 1200, quartiles: [19, 40, 59], higher: null },
  ],
}

const table = tableOf(results)
const [legend, ...blocks] = table.split('\n\n## ')

describe('the table', () => {
  it('has a block for each set and judge, apart where the judge’s crops move', () => {
    expect(blocks.map((block) => block.split('\n')[0])).toEqual([
      'LFW-D · judge EdgeFace-XS (another model)',
      'LFW-D · judge EdgeFace-XS (another model)',
      'Spread over 24 misaligned crops, in points of 100',
      'Scores of groups of people, in points of 100, by the labels of Own’s 1,200 images',
    ])
    expect(blocks[0]).toContain('The judge sees proper crops.')
    expect(blocks[1]).toContain('The judge sees the same crops as the methods.')
  })

  it('says what its columns mean', () => {
    for (const word of ['pAUC@0.3', 'not corrected', 'FNMR %', 'RCE', 'ρ', 'bias', 'RMSE'])
      expect(legend).toContain(word)
  })

  it('names the protocol, and what was found', () => {
    expect(blocks[0]!.split('\n').slice(1, 3)).toEqual([
      '3,000 genuine comparisons of 7,701 images; threshold at FMR 0.001 on the 3,000 listed impostor comparisons; 1,000 replicates over persons',
      'The judge sees proper crops.',
    ])
    expect(blocks[0]).toContain('\nUnder proper the student does better than the baseline')
    expect(blocks[1]).not.toContain('the student does')
  })

  it('marks a threshold that too few impostors set, and finds nothing by it', () => {
    const rows = results.rows.map((each) => ({ ...each, too_few_impostors: true }))
    const marked = tableOf({ ...results, rows })
    expect(marked).toContain('; **too few impostors for FMR 0.001**: not to be quoted; ')
    expect(marked).not.toContain('Under proper the student does better')
  })

  it('has a line a method, the crops named once', () => {
    const lines = blocks[0]!.split('\n').filter((line) => line.startsWith('|'))
    expect(lines.slice(2).map((line) => line.split('|').map((cell) => cell.trim()))).toEqual([
      ['', 'proper', 'Student', '0.612 [0.55, 0.68]', '', '4.12', '3.00', '1.90', '0.30', '−0.25', '–', '–', '–', ''],
      ['', '', 'Baseline', '–', '−0.050 [−0.080, −0.020]', '4.12', '3.00', '1.90', '–', '−0.25', '–', '–', '–', ''],
      [
        '',
        'A condition who…',
        'Student',
        '0.612 [0.55, 0.68]',
        '',
        '4.12',
        '3.00',
        '1.90',
        '0.30',
        '−0.25',
        '0.90',
        '−0.31',
        '0.40',
        '',
      ],
    ])
  })

  it('leads with what mending is worth, where crops were mended', () => {
    const rate = (value: number) => ({ value, low: value - 0.01, high: value + 0.01 })
    const errors = (fnmr: number) => ({ fnmr: rate(fnmr), fmr: rate(0.0123) })
    const made = {
      ...{
        set: 'lfw-d',
        judge: 'edgeface',
        group: 'cross-model' as const,
        images: 10,
        genuine: 20,
        impostor: 30,
        fmr: 0.001,
      },
      ...{ threshold: 0.3, proper: errors(0.1), as_cut: errors(0.4), mended: errors(0.12) },
      gain: { difference: -0.28, interval: null },
    } as const
    const mending = [
      { ...made, condition: 'proper', too_few_impostors: false },
      { ...made, condition: 'box', too_few_impostors: true },
    ]
    const [, block, next] = tableOf({ ...results, mending }).split('\n\n## ')
    expect(next).toMatch(/^LFW-D/)
    const cells = block!
      .split('\n')
      .filter((line) => line.startsWith('|'))
      .slice(2)
    expect(cells.map((line) => line.split('|').map((cell) => cell.trim()))).toEqual([
      [
        '',
        'LFW-D',
        'EdgeFace-XS',
        'proper',
        '10.00',
        '40.00 [39.00, 41.00]',
        '12.00 [11.00, 13.00]',
        '−28.00',
        '1.23',
        '1.23',
        '',
      ],
      [
        '',
        '',
        '',
        'A condition who… (too few impostors)',
        '10.00',
        '40.00 [39.00, 41.00]',
        '12.00 [11.00, 13.00]',
        '−28.00',
        '1.23',
        '1.23',
        '',
      ],
    ])
  })

  it('tells the spread by size, without the classes that have no face', () => {
    expect(blocks[2]).toContain('| 500   | 5.0    | 9.0 | 10.0    | 0.910               | 40–80: 4.4, 80+: 3.0 ')
  })

  it('tells the scores of groups, their method and their kind named once', () => {
    const lines = blocks[3]!.split('\n').filter((line) => line.startsWith('|'))
    expect(lines.slice(2).map((line) => line.split('|').map((cell) => cell.trim()))).toEqual([
      ['', 'Student', 'Hat', 'Round', '1,000', '20.0', '41.3', '60.0', '61', ''],
      ['', '', '', 'Square', '200', '10.0', '31.0', '50.0', '39', ''],
      ['', '', 'Shoe', 'Black', '1,200', '19.0', '40.0', '59.0', '–', ''],
    ])
  })

  it('is at most 140 columns wide', () => {
    const lines = table
      .split('\n')
      .filter((line) => line.startsWith('|') || line.startsWith('#') || legend!.includes(line))
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(140)
  })
})
