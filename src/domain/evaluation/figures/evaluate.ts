import { PlumbError } from '../../errors.ts'
import type { EvaluationResults, SetInfo } from '../results.ts'
import { ownKinds } from '../verification/own-kind.ts'
import { isEmbedded } from '../verification/similarity.ts'
import { type Verification, verify } from '../verification/verify.ts'
import { type Answer, answer } from './answer.ts'
import { groupScores } from './groups.ts'
import { type Measured, type MeasuredSet, personNumbers, type Question } from './measured.ts'
import { judgedCondition, properCondition } from './questions.ts'
import { steadinessOf } from './steadiness.ts'

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
  const total = sets.reduce((sum, { questions }) => sum + questions.length, 0)
  let done = 0
  const answers = sets.flatMap((set) => {
    const verifySet = createVerifier(set, { replicates, fmr })
    return set.questions.map((question) => {
      const found = answerOf(set, question, verifySet, about, fmr)
      onProgress?.(++done, total)
      return found
    })
  })
  const { app, created, command, conditions, judges, methods } = about
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
    grouped: grouped.map(({ id, label, images, missing }) => ({ id, label, images, missing, created, command })),
    groups: grouped.flatMap(groupScores),
  }
}

function setInfo({ id, label, describe, persons, comparisons, missing }: MeasuredSet): SetInfo {
  const genuine = comparisons.isGenuine.reduce((sum, each) => sum + each, 0)
  const impostor = comparisons.isGenuine.length - genuine
  return { id, label, describe, images: persons.length, persons: new Set(persons).size, genuine, impostor, missing }
}

function answerOf(
  { id: set, measurements }: MeasuredSet,
  question: Question,
  { isEmbeddedFor, verificationOf }: ReturnType<typeof createVerifier>,
  { judges, methods }: Pick<Measured, 'judges' | 'methods'>,
  fmr: number,
): Answer {
  const scoresUnder = (condition: string) =>
    new Map(question.methods.map((method) => [method, measurements.scores(method, condition)]))
  const scores = scoresUnder(question.condition)
  const embedded = isEmbeddedFor(question)
  const isUsable = embedded.map((each, image) =>
    Number(each && [...scores.values()].every((ofMethod) => Number.isFinite(ofMethod[image]))),
  )
  const verification = verificationOf(question, isUsable)
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

/** Remembers what each judge made of a set: most questions differ in nothing that the judge sees. */
function createVerifier(
  { id: set, persons: names, kinds, comparisons, measurements }: MeasuredSet,
  { replicates, fmr }: { readonly replicates: number; readonly fmr: number },
) {
  const persons = personNumbers(names)
  const own = ownKinds(kinds, comparisons)
  const embedded = new Map<string, Uint8Array>()
  const verifications = new Map<string, Verification>()
  return {
    /** 1 where the judge has an embedding of the image. */
    isEmbeddedFor(question: Question): Uint8Array {
      const key = `${question.judge} ${judgedCondition(question)}`
      const known = embedded.get(key)
      if (known) return known
      const embeddings = measurements.embeddings(question.judge, judgedCondition(question))
      const found = Uint8Array.from(names, (_, image) => Number(isEmbedded(embeddings, image)))
      embedded.set(key, found)
      return found
    },
    verificationOf(question: Question, isUsable: Uint8Array): Verification {
      const { judge, impostors } = question
      const key = `${judge} ${judgedCondition(question)} ${impostors} ${isUsable.join('')}`
      const known = verifications.get(key)
      if (known) return known
      const embeddings = measurements.embeddings(judge, judgedCondition(question))
      const found = verify(comparisons, { embeddings, persons, isUsable, own, fmr }, impostors, { replicates, seed: 1 })
      if (!found) throw new NothingToCompareError(set, question)
      verifications.set(key, found)
      return found
    },
  }
}
