import { generator } from '../../alignment/generator.ts'
import {
  type ConditionInfo,
  curveDiscards,
  type EdcCurve,
  type EvaluationResults,
  type EvaluationRow,
  type JudgeInfo,
  type MendingRow,
  type MethodDifference,
  type MethodInfo,
  type RowKey,
  type SetInfo,
  type SweepResult,
  sizeClasses,
} from '../results.ts'

interface Made {
  /** pAUC of the student less the baseline's, on every set and crop. */
  readonly difference?: number
  /** Half of the difference's interval. */
  readonly half?: number
  readonly studentHash?: string
  readonly conditions?: readonly ConditionInfo[]
  /** Whether too few impostors set every threshold. */
  readonly tooFew?: boolean
}

const hash = (digit: string) => digit.repeat(64)

const sets: readonly SetInfo[] = [
  made('drawn', 'Drawn', 'Drawn faces of nobody.', 0),
  made('drawn-d', 'Drawn-D', 'Drawn faces, a seeded half of them degraded.', 3),
]

const judges: readonly JudgeInfo[] = [
  { id: 'same', label: 'Teacher', group: 'same-model', sha256: hash('1') },
  { id: 'in-label', label: 'Labeller', group: 'label', sha256: hash('2') },
  { id: 'other', label: 'Stranger', group: 'cross-model', sha256: hash('3') },
]

const fewConditions: readonly ConditionInfo[] = [
  { id: 'proper', label: 'Proper' },
  { id: 'jitter-10', label: 'Jitter 10%' },
  { id: 'jitter-20', label: 'Jitter 20%' },
  { id: 'face-box', label: 'Face box' },
]

const FNMR0 = 0.06
const CREATED = '2026-01-02T03:04:05.000Z'
const COMMAND = 'npm run evaluate -- --data drawn --out made.json'

/** For tests: results of made-up models, judges and sets, consistent in themselves: areas are those of the curves. */
export function madeResults({
  difference = -0.05,
  half = 0.02,
  studentHash = hash('a'),
  conditions = fewConditions,
  tooFew = false,
}: Made = {}): EvaluationResults {
  const methods: readonly MethodInfo[] = [
    { id: 'student', label: 'plumb-m', kind: 'student', sha256: studentHash },
    { id: 'baseline', label: 'plumb-m-baseline', kind: 'baseline', sha256: hash('b') },
    { id: 'length', label: 'Length of Labeller', kind: 'length', sha256: hash('2') },
    { id: 'random', label: 'Random', kind: 'measure', sha256: null },
  ]
  const areas: Readonly<Record<string, number>> = {
    student: 0.7 + difference,
    baseline: 0.7,
    length: 0.8,
    random: 0.99,
  }
  const keys = sets.flatMap(({ id: set }) =>
    judges.flatMap(({ id: judge }) =>
      conditions.flatMap(({ id: condition }) =>
        methods.map(
          ({ id: method }): RowKey => ({
            set,
            condition,
            judge,
            method,
            moves: 'quality',
            impostors: 'listed',
          }),
        ),
      ),
    ),
  )
  return {
    schema: 1,
    app: { name: 'Plumb', version: '0.0.0' },
    created: CREATED,
    command: COMMAND,
    replicates: 100,
    sets,
    conditions,
    judges,
    methods,
    rows: keys.map((key) => ({
      ...rowFor(key, areas[key.method]!, half),
      ...(tooFew && { false_matches: 1, too_few_impostors: true }),
    })),
    curves: keys.map((key) => curveFor(key, areas[key.method]!)),
    differences: keys
      .filter(({ method }) => method !== 'student')
      .map((key) => differenceFor(key, areas.student! - areas[key.method]!, half)),
    stability: sets.flatMap(({ id: set }) =>
      ['student', 'baseline'].map((method) => stabilityFor(set, method, method === 'student' ? 3 : 9)),
    ),
    sweeps: sets.flatMap(({ id: set }) =>
      ['student', 'baseline'].flatMap((method) => sweepsFor(set, method, method === 'student' ? 4 : 30)),
    ),
    mender: { id: 'student', label: 'plumb-m', sha256: studentHash },
    mending: sets.flatMap(({ id: set }) =>
      judges.flatMap(({ id: judge }) => conditions.map(({ id: condition }) => mendingFor(set, judge, condition))),
    ),
    grouped: [{ id: 'drawn', label: 'Drawn', images: 400, missing: 0, created: CREATED, command: COMMAND }],
    groups: methods.slice(0, 2).flatMap(({ id: method }) =>
      ['Round', 'Square'].map((value, i) => ({
        ...{ set: 'drawn', method, attribute: 'Hat', value, images: 150 + 100 * i },
        quartiles: [30 + i, 50 + i, 70 + i] as const,
        higher: 0.49 + 0.02 * i,
      })),
    ),
  }
}

function made(id: string, label: string, describe: string, missing: number): SetInfo {
  return {
    id,
    label,
    describe,
    images: 400,
    persons: 40,
    genuine: 1200,
    impostor: 1200,
    missing,
    missing_why: null,
    agreed: null,
  }
}

/** FNMR falls evenly, in steps, so that the area up to 30% is as wanted. */
const fnmrAt = (area: number, discarded: number) => FNMR0 * (1 - (2 * (1 - area) * discarded) / 0.3)

function rowFor(key: RowKey, area: number, half: number): EvaluationRow {
  const isProper = key.condition === 'proper'
  const moved = key.method === 'student' ? 0.1 : 0.4
  return {
    ...key,
    group: judges.find(({ id }) => id === key.judge)!.group,
    images: 400,
    genuine: 1200,
    impostor: 1200,
    fmr: 1e-3,
    threshold: 0.4,
    false_matches: 12,
    too_few_impostors: false,
    fnmr0: FNMR0,
    pauc20: area + 0.02,
    pauc30: area,
    pauc30_ci: [area - half, area + half],
    pauc30_raw: area * FNMR0 * 0.3,
    pauc30_above_best: area * FNMR0 * 0.3 - FNMR0 ** 2 / 2,
    fnmr_after: { 1: fnmrAt(area, 0.01), 5: fnmrAt(area, 0.05), 20: fnmrAt(area, 0.2) },
    halved_after: area <= 0.75 ? 0.15 / (2 * (1 - area)) : null,
    rce0: 0.3,
    rce3: 0.25,
    rce_images: 380,
    spearman: isProper ? null : 1 - moved / 2,
    bias: isProper ? null : -moved / 4,
    rmse: isProper ? null : moved,
  }
}

function curveFor(key: RowKey, area: number): EdcCurve {
  const fnmr = curveDiscards.map((discarded) => fnmrAt(area, discarded))
  return { ...key, fnmr, low: fnmr.map((value) => value - 0.005), high: fnmr.map((value) => value + 0.005) }
}

const differenceFor = (key: RowKey, difference: number, half: number): MethodDifference => ({
  ...key,
  method: 'student',
  other: key.method,
  difference,
  interval: { low: difference - half, high: difference + half },
})

const FNMR_AS_CUT: Readonly<Record<string, number>> = { proper: FNMR0, 'face-box': 0.42 }

function mendingFor(set: string, judge: string, condition: string): MendingRow {
  const rate = (value: number) => ({ value, low: value * 0.9, high: value * 1.1 })
  const asCut = FNMR_AS_CUT[condition] ?? 0.09
  return {
    ...{ set, condition, judge, group: judges.find(({ id }) => id === judge)!.group },
    ...{ images: 400, genuine: 1200, impostor: 78_000, fmr: 1e-3, threshold: 0.4, too_few_impostors: false },
    proper: { fnmr: rate(FNMR0), fmr: { value: 1e-3, low: null, high: null } },
    as_cut: { fnmr: rate(asCut), fmr: rate(condition === 'face-box' ? 0.02 : 1e-3) },
    mended: { fnmr: rate(0.055), fmr: rate(1.1e-3) },
    gain: { difference: 0.055 - asCut, interval: { low: 0.05 - asCut, high: 0.06 - asCut } },
  }
}

/** The score falls evenly to both sides, by `most` points. */
function sweepsFor(set: string, method: string, most: number): readonly SweepResult[] {
  const points = [-45, -30, -15, 0, 15, 30, 45].map((value) => ({
    value,
    median: 50 - (most * Math.abs(value)) / 45,
  }))
  return [{ set, method, axis: 'rotation', faces: 200, points, moves: most }]
}

function stabilityFor(set: string, method: string, median: number): EvaluationResults['stability'][number] {
  const draw = generator(median)
  const spreads = Array.from({ length: 200 }, () => median * (0.3 + 1.4 * draw())).toSorted((a, b) => a - b)
  return {
    set,
    method,
    faces: spreads.length,
    spread: Array.from({ length: 101 }, (_, i) => spreads[Math.round((i / 100) * (spreads.length - 1))]!),
    by_size: sizeClasses.slice(0, -1).map((from, i) => ({
      from: from!,
      to: sizeClasses[i + 1]!,
      faces: i === 0 ? 0 : 50 * i,
      spread: i === 0 ? null : median * (1.5 - i / 4),
    })),
    icc: method === 'student' ? 0.93 : 0.71,
    procedures: ['landmarker-5pt', 'face-box'],
  }
}
