import type { ImpostorChoice } from '../results.ts'
import type { Question } from './measured.ts'

/** The condition that all others are compared with. */
export const properCondition = 'proper'

/**
 * What to ask of a set: every judge about every condition, the crops of the quality models moved alone; and for the judges
 * of `judgesThatMove` with their crops moved too, except under `proper`, where nothing moves.
 */
export const questionsOf = (asked: {
  readonly conditions: readonly string[]
  readonly judges: readonly string[]
  readonly judgesThatMove: readonly string[]
  readonly methods: readonly string[]
  readonly impostors: readonly ImpostorChoice[]
}): readonly Question[] =>
  asked.judges.flatMap((judge) =>
    asked.impostors.flatMap((impostors) =>
      asked.conditions.flatMap((condition) => {
        const question = { condition, judge, impostors, methods: asked.methods }
        const movesBoth = condition !== properCondition && asked.judgesThatMove.includes(judge)
        return [
          { ...question, moves: 'quality' as const },
          ...(movesBoth ? [{ ...question, moves: 'both' as const }] : []),
        ]
      }),
    ),
  )

/** The condition of the crops that a question's judge sees. */
export const judgedCondition = ({ moves, condition }: Question): string =>
  moves === 'both' ? condition : properCondition

/** What has to be measured to answer: method ids by condition, and judge ids by condition. */
export function measurementsFor(questions: readonly Question[]): {
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
  const listed = (sets: Map<string, Set<string>>) => new Map([...sets].map(([condition, ids]) => [condition, [...ids]]))
  return { scores: listed(scores), embeddings: listed(embeddings) }
}
