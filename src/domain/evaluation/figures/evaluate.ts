import { PlumbError } from '../../errors.ts'
import type { EvaluationResults, ImpostorChoice, JudgeInfo, MendingRow, SetInfo } from '../results.ts'
import { ownKinds } from '../verification/own-kind.ts'
import { isEmbedded } from '../verification/similarity.ts'
import { type Verification, verify } from '../verification/verify.ts'
import { type Answer, answer } from './answer.ts'
import { groupScores } from './groups.ts'
import { type Measured, type MeasuredSet, type MendingQuestion, personNumbers, type Question } from './measured.ts'
import { ratesOf } from './mending.ts'
import { judgedCondition, mendedCondition, properCondition } from './questions.ts'
import { steadinessOf } from './steadiness.ts'
import { sweepsOf } from './sweeps.ts'

/** A question of which nothing can be said. */
export class NothingToCompareError extends PlumbError {
  override readonly name = 'NothingToCompareError'
  readonly code = 'nothing-to-compare'
  readonly remedy =
    'Give persons with several images each, and at least two persons; or leave out the condition, or the method without scores.'

  constructor(set: string, { condition, judge, methods }: Question) {
    super(
      `Of ${set} under ${condition}, no genuine or no impostor comparison has scores of ${[judge, ...methods].join(', ')}.`,
    )
  }
}

interface Options {
  /** Of the bootstrap over persons. */
  readonly replicates?: number
  readonly fmr?: number
  /** Called after each question of each set. */
  readonly onProgress?: (done: number, total: number) => void
}

/**
 * Every accuracy figure, from what was measured. The same measurements give the same figures.
 * @throws NothingToCompareError where a question has no comparisons
 */
export function evaluate(
  { sets, grouped, ...about }: Measured,
  { replicates = 1000, fmr = 1e-3, onProgress }: Options = {},
): EvaluationResults {
  const { judges } = about
  const total = sets.reduce((sum, { questions, mending }) => sum + questions.length + mending.length, 0)
  let done = 0
  const mending: MendingRow[] = []
  const answers = sets.flatMap((set) => {
    const verifySet = createVerifier(set, { replicates, fmr })
    for (const asked of set.mending) {
      const row = mendingOf(set.id, asked, verifySet, judges, fmr)
      if (row) mending.push(row)
      onProgress?.(++done, total)
    }
    return set.questions.map((question) => {
      const found = answerOf(set, question, verifySet, about, fmr)
      onProgress?.(++done, total)
      return found
    })
  })
  const { app, created, command, conditions, methods, mender } = about
  return {
    schema: 1,
    app,
    created,
    command,
    replicates,
    sets: sets.map(setInfo),
    conditions,
    judges,
    methods,
    rows: answers.flatMap(({ rows }) => rows),
    curves: answers.flatMap(({ curves }) => curves),
    differences: answers.flatMap(({ differences }) => differences),
    stability: sets.flatMap(({ id, alignments }) => alignments.flatMap((each) => steadinessOf(id, each) ?? [])),
    sweeps: sets.flatMap(({ id, alignments }) => alignments.flatMap((each) => sweepsOf(id, each))),
    mender,
    mending,
    grouped: grouped.map(({ id, label, images, missing }) => ({ id, label, images, missing, created, command })),
    groups: grouped.flatMap(groupScores),
  }
}

function setInfo({ id, label, describe, persons, comparisons, missing, missing_why, agreed }: MeasuredSet): SetInfo {
  const genuine = comparisons.isGenuine.reduce((sum, each) => sum + each, 0)
  const impostor = comparisons.isGenuine.length - genuine
  return {
    ...{ id, label, describe, images: persons.length, persons: new Set(persons).size },
    ...{ genuine, impostor, missing, missing_why, agreed },
  }
}

function answerOf(
  { id: set, measurements }: MeasuredSet,
  question: Question,
  { embeddedUnder, verifyUnder }: ReturnType<typeof createVerifier>,
  { judges, methods }: Pick<Measured, 'judges' | 'methods'>,
  fmr: number,
): Answer {
  const scoresUnder = (condition: string) =>
    new Map(question.methods.map((method) => [method, measurements.scores(method, condition)]))
  const scores = scoresUnder(question.condition)
  const { judge, impostors } = question
  const judged = judgedCondition(question)
  const embedded = embeddedUnder(judge, judged)
  const isUsable = embedded.map((each, image) =>
    Number(each && [...scores.values()].every((ofMethod) => Number.isFinite(ofMethod[image]))),
  )
  const verification = verifyUnder(judge, judged, impostors, isUsable)
  if (!verification) throw new NothingToCompareError(set, question)
  return answer(question, {
    set,
    group: judges.find(({ id }) => id === question.judge)!.group,
    verification,
    images: Array.from(isUsable.keys()).filter((image) => isUsable[image]),
    scores,
    properScores: question.condition === properCondition ? null : scoresUnder(properCondition),
    students: methods.filter(({ kind }) => kind === 'student').map(({ id }) => id),
    fmr,
  })
}

/** Errors of proper crops, of those as a condition cuts them, and of these mended; null where nothing can be compared. */
function mendingOf(
  set: string,
  { condition, judge }: MendingQuestion,
  { embeddedUnder, verifyUnder }: ReturnType<typeof createVerifier>,
  judges: readonly JudgeInfo[],
  fmr: number,
): MendingRow | null {
  const seen = [properCondition, condition, mendedCondition(condition)] as const
  const embedded = seen.map((each) => embeddedUnder(judge, each))
  const isUsable = embedded[0]!.map((_, image) => Number(embedded.every((each) => each[image])))
  const [proper, asCut, mended] = seen.map((each) => verifyUnder(judge, each, 'all', isUsable))
  if (!proper || !asCut || !mended) return null
  const { group } = judges.find(({ id }) => id === judge)!
  const images = isUsable.reduce((sum, each) => sum + each, 0)
  return { ...{ set, condition, judge, group, images, fmr }, ...ratesOf({ proper, asCut, mended }) }
}

/** Remembers what each judge made of a set: most questions differ in nothing that the judge sees. */
function createVerifier(
  { persons: names, kinds, comparisons, measurements }: MeasuredSet,
  { replicates, fmr }: { readonly replicates: number; readonly fmr: number },
) {
  const persons = personNumbers(names)
  const own = ownKinds(kinds, comparisons)
  const embedded = new Map<string, Uint8Array>()
  const verifications = new Map<string, Verification | null>()
  return {
    /** 1 where the judge has an embedding of the image. */
    embeddedUnder(judge: string, condition: string): Uint8Array {
      const key = `${judge} ${condition}`
      const known = embedded.get(key)
      if (known) return known
      const embeddings = measurements.embeddings(judge, condition)
      const found = Uint8Array.from(names, (_, image) => Number(isEmbedded(embeddings, image)))
      embedded.set(key, found)
      return found
    },
    /** Null where there is nothing to compare. */
    verifyUnder(
      judge: string,
      condition: string,
      impostors: ImpostorChoice,
      isUsable: Uint8Array,
    ): Verification | null {
      const key = `${judge} ${condition} ${impostors} ${isUsable.join('')}`
      const known = verifications.get(key)
      if (known !== undefined) return known
      const compared = {
        // Read again where they are asked for again: all judges' together would fill the memory.
        get embeddings() {
          return measurements.embeddings(judge, condition)
        },
        ...{ persons, isUsable, own, fmr },
      }
      const found = verify(comparisons, compared, impostors, { replicates, seed: 1 })
      verifications.set(key, found)
      return found
    },
  }
}
