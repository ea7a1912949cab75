import type { Face } from '#domain/alignment/face.ts'
import type { Measured, MeasuredSet, MendingQuestion, Question } from '#domain/evaluation/figures/measured.ts'
import { judgedCondition, measurementsFor, questionsOf } from '#domain/evaluation/figures/questions.ts'
import { scalesFrom } from '#domain/evaluation/figures/scales.ts'
import type { MenderInfo } from '#domain/evaluation/results.ts'
import type { ScoreScale } from '#domain/quality/manifest.ts'
import { groupsWanted, measuredGroups } from './groups/measured-groups.ts'
import type { GroupedFolder } from './groups/open-groups.ts'
import { type Condition, conditions as everyCondition, transformOf } from './inputs/conditions.ts'
import { type EvaluatedSet, kindOf, type SetImage } from './inputs/face-set.ts'
import { countMissing } from './inputs/missing.ts'
import type { Judge, Method } from './models/methods.ts'
import type { NetSpec } from './models/net.ts'
import { type FailedImage, measure, type RunOptions } from './run/measure.ts'
import type { Measurements } from './run/measurements.ts'
import { alignmentScores, createStabilityCutter, sampleOf, stabilityWanted } from './run/stability.ts'
import { withoutFailed } from './run/without-failed.ts'

/** All that an evaluation asks, of whom, and of which images. */
export interface Evaluation {
  readonly sets: readonly EvaluatedSet[]
  /** Whose scores are told group by group, by the methods that have a scale. */
  readonly grouped: readonly GroupedFolder[]
  readonly conditions: readonly Condition[]
  readonly methods: readonly Method[]
  readonly judges: readonly Judge[]
  readonly nets: readonly NetSpec[]
  /** What MediaPipe found on an image, where a condition goes by it. */
  readonly faceOf: (image: SetImage) => Face | null
  /** The net whose alignment mends crops; null where there is none. */
  readonly mender: Mender | null
  /** Whether every judge is asked about mended crops of large sets, too. */
  readonly mendsAll: boolean
  /** Whether the Lab's sweeps are measured. */
  readonly sweeps: boolean
  /** Scales of the methods whose stability is measured, by their ids. */
  readonly scales: ReadonlyMap<string, ScoreScale>
  /** Images of each set whose stability is measured. */
  readonly stabilitySample: number
  /** Of which set scales are made anew, whose, and by whom their thresholds are judged; null where the scales stay. */
  readonly reference: { readonly set: string; readonly methods: readonly string[]; readonly judge: Judge } | null
  readonly cache: string
  readonly replicates: number
  readonly fmr: number
}

export interface Evaluated {
  readonly measured: Measured
  /** Those that the reference set gave; none where none was asked for. */
  readonly newScales: ReadonlyMap<string, ScoreScale>
  readonly failed: readonly FailedImage[]
  /** Sentences about what could not be asked. */
  readonly leftOut: readonly string[]
}

export interface Mender extends MenderInfo {
  readonly net: string
}

/** Images of a set on which every judge is asked about mended crops; of larger ones, those whose crops move too. */
const mendedByAll = 2500

/** Crops of judges who are neither the students' teacher nor took part in the label move with the condition, too. */
export const movesToo = ({ group }: Judge) => group === 'cross-model'

/**
 * Measures all that an evaluation asks, from the cache where that has it.
 * @throws what `measure` and `scalesFrom` throw
 */
export async function runEvaluation(
  asked: Evaluation,
  about: Pick<Measured, 'app' | 'created' | 'command'>,
  options: RunOptions,
): Promise<Evaluated> {
  const { conditions, methods, judges, scales, faceOf } = asked
  const ids = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id)
  const questions = asked.sets.map(({ impostors }) =>
    questionsOf({
      conditions: ids(conditions),
      judges: ids(judges),
      judgesThatMove: ids(judges.filter(movesToo)),
      methods: ids(methods),
      impostors,
      mends: asked.mender !== null,
    }),
  )
  const mending = asked.sets.map(({ images }) => mendingOf(asked, images.length))
  const extras = { procedures: conditions.filter(({ id }) => id.startsWith('procedure-')), sweeps: asked.sweeps }
  const steady = ids(methods.filter(({ id }) => scales.has(id)))
  const samples = asked.sets.map(({ images }) => (steady.length > 0 ? sampleOf(images, asked.stabilitySample) : []))
  const stabilityCut = createStabilityCutter()
  // Also `proper`, which others are compared with where nobody asks for it.
  const byId = new Map(everyCondition.map((condition) => [condition.id, condition]))
  const run = await measure(
    [
      ...asked.sets.map(({ images }, i) => ({ images, ...measurementsFor(questions[i]!, mending[i]!) })),
      ...samples.map((images) => stabilityWanted(images, steady, extras)),
      ...asked.grouped.map(({ images }) => groupsWanted(images, steady)),
    ],
    {
      ...asked,
      mender: asked.mender?.net ?? null,
      transformOf: (image, condition) => {
        const misaligned = stabilityCut(image, condition)
        if (misaligned !== undefined) return misaligned
        const known = byId.get(condition)!
        return transformOf(image, known, known.landmarks === 'mediapipe' ? faceOf(image) : null)
      },
    },
    options,
  )

  const leftOut = new Set<string>()
  const bare = asked.sets.map((whole, i): MeasuredSet => {
    const set = withoutFailed(whole, run.failed)
    const measurements = run.of(set.images)
    const answerable = answerableFrom(measurements, (what) => leftOut.add(`${set.label}, ${what} and is left out.`))
    return {
      ...set,
      missing: set.missing.length,
      missing_why: countMissing(set.missing),
      persons: set.images.map(({ person }) => person),
      kinds: set.images.map(kindOf),
      measurements,
      questions: questions[i]!.flatMap(answerable),
      mending: mending[i]!,
      alignments: [],
    }
  })

  const newScales = referenceScales(asked, bare, about.created)
  const scaled = steady.map((id) => ({ id, scale: newScales.get(id) ?? scales.get(id)! }))
  const sets = bare.map((set, i) => {
    const images = samples[i]!
    const measurements = run.of(images)
    return { ...set, alignments: scaled.map((each) => alignmentScores(images, measurements, each, extras)) }
  })
  return {
    measured: {
      ...about,
      sets,
      grouped: asked.grouped.map((folder) => measuredGroups(folder, run.of(folder.images), scaled)),
      conditions: conditions.map(infoOf),
      judges: judges.map(judgeInfo),
      methods: methods.map(methodInfo),
      mender: asked.mender && menderInfo(asked.mender),
    },
    newScales,
    failed: run.failed,
    leftOut: [...leftOut],
  }
}

/** Whose errors on mended crops are told of a set. */
function mendingOf({ mender, mendsAll, judges, conditions }: Evaluation, images: number): readonly MendingQuestion[] {
  if (!mender) return []
  const asked = judges.filter((judge) => mendsAll || images <= mendedByAll || movesToo(judge))
  return asked.flatMap((judge) => conditions.map((condition) => ({ judge: judge.id, condition: condition.id })))
}

/**
 * Reduces questions to what there are values for: a question without methods that have no score under its condition at
 * all, or no question where its judge has no embedding.
 * @param say  told what is left out, once or more
 */
function answerableFrom(measurements: Measurements, say: (what: string) => void) {
  const known = new Map<string, boolean>()
  const isMeasured = (id: string, condition: string, read: () => Float32Array | Float64Array) => {
    const key = `${id} ${condition}`
    const found = known.get(key) ?? read().some((value) => !Number.isNaN(value))
    known.set(key, found)
    if (!found) say(`${condition}: ${id} has no values`)
    return found
  }
  return (question: Question): readonly Question[] => {
    const { judge, condition } = question
    const judged = judgedCondition(question)
    if (!isMeasured(judge, judged, () => measurements.embeddings(judge, judged).values)) return []
    const methods = question.methods.filter((method) =>
      isMeasured(method, condition, () => measurements.scores(method, condition)),
    )
    return methods.length > 0 ? [{ ...question, methods }] : []
  }
}

function referenceScales(
  { reference, fmr, replicates }: Evaluation,
  sets: readonly MeasuredSet[],
  created: string,
): ReadonlyMap<string, ScoreScale> {
  if (!reference) return new Map()
  const { judge, methods } = reference
  const set = sets.find(({ id }) => id === reference.set)!
  // Of LFW's 3,000 listed impostor comparisons three may match at an FMR of 1e-3: too few to set a threshold by.
  return scalesFrom(set, methods, { judge, impostors: 'all', created, fmr, replicates })
}

const infoOf = ({ id, label }: Condition) => ({ id, label })
const judgeInfo = ({ net: _, ...info }: Judge) => info
const menderInfo = ({ net: _, ...info }: Mender) => info
const methodInfo = ({ source: _, ...info }: Method) => info
