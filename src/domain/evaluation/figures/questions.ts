import type { ImpostorChoice } from '../results.ts'
import type { MendingQuestion, Question } from './measured.ts'

/** The condition that all others are compared with. */
export const properCondition = 'proper'

/** The condition under which the crops of another are mended. */
export const mendedCondition = (condition: string): string => `${condition}+mended`

/** The condition whose crops this one mends; null where it mends none. */
export const mendedFrom = (condition: string): string | null =>
  condition.endsWith('+mended') ? condition.slice(0, -'+mended'.length) : null

/**
 * What to ask of a set: every judge about every condition, the crops of the quality models moved alone; and for the judges
 * of `judgesThatMove` with their crops moved too, as cut, except under `proper`, where nothing moves, and mended.
 */
export const questionsOf = (asked: {
  readonly conditions: readonly string[]
  readonly judges: readonly string[]
  readonly judgesThatMove: readonly string[]
  readonly methods: readonly string[]
  readonly impostors: readonly ImpostorChoice[]
  /** Whether there is something that mends crops. */
  readonly mends: boolean
}): readonly Question[] =>
  asked.judges.flatMap((judge) =>
    asked.impostors.flatMap((impostors) =>
      asked.conditions.flatMap((condition) => {
        const question = { condition, judge, impostors, methods: asked.methods }
        const moves = asked.judgesThatMove.includes(judge)
        return [
          { ...question, moves: 'quality' as const },
          ...(moves && condition !== properCondition ? [{ ...question, moves: 'both' as const }] : []),
          ...(moves && asked.mends ? [{ ...question, moves: 'mended' as const }] : []),
        ]
      }),
    ),
  )

/** The condition of the crops that a question's judge sees. */
export function judgedCondition({ moves, condition }: Question): string {
  if (moves === 'mended') return mendedCondition(condition)
  return moves === 'both' ? condition : properCondition
}

/** What has to be measured to answer: method ids by condition, and judge ids by condition. */
export function measurementsFor(
  questions: readonly Question[],
  mending: readonly MendingQuestion[],
): {
  readonly scores: ReadonlyMap<string, readonly string[]>
  readonly embeddings: ReadonlyMap<string, readonly string[]>
} {
  const scores = new Map<string, Set<string>>()
  const embeddings = new Map<string, Set<string>>()
  const add = (to: Map<string, Set<string>>, condition: string, id: string) =>
    to.set(condition, (to.get(condition) ?? new Set()).add(id))
  for (const question of questions) {
    add(embeddings, judgedCondition(question), question.judge)
    for (const method of question.methods) {
      add(scores, question.condition, method)
      add(scores, properCondition, method)
    }
  }
  for (const { condition, judge } of mending)
    for (const seen of [properCondition, condition, mendedCondition(condition)]) add(embeddings, seen, judge)
  const listed = (sets: Map<string, Set<string>>) => new Map([...sets].map(([condition, ids]) => [condition, [...ids]]))
  return { scores: listed(scores), embeddings: listed(embeddings) }
}
