import { judgeOf, rowOf } from '#domain/evaluation/reading/look-up.ts'
import type { JudgeGroup } from '#domain/evaluation/results.ts'
import type { CsvRow } from '#domain/quality/record.ts'
import type { View } from './choice.ts'

/** What a judge has to do with the models that are judged. */
export const judgeGroups: Readonly<Record<JudgeGroup, { readonly label: string; readonly words: string }>> = {
  'same-model': { label: 'Same model', words: 'the recogniser that the models learned from' },
  label: { label: 'In the label', words: 'a recogniser that took part in the training label' },
  'cross-model': { label: 'Other model', words: 'a recogniser that took no part in training' },
}

/** 0.001 as people write it: 1e−3. */
export const fmrWords = (fmr: number): string => fmr.toExponential().replace('-', '−')

/** Where the numbers of a figure come from, a column each. */
export function originColumns({ results, choice: { question } }: View): CsvRow {
  const hashOf = (kind: string) => results.methods.find((method) => method.kind === kind)?.sha256 ?? null
  return {
    set: question.set,
    judge: question.judge,
    judge_sha256: judgeOf(results, question.judge)?.sha256 ?? null,
    impostors: question.impostors,
    student_sha256: hashOf('student'),
    baseline_sha256: hashOf('baseline'),
    evaluated: results.created,
    app_version: results.app.version,
  }
}

/** A choice that a figure is about. */
export type ChosenPart = 'set' | 'crops' | 'judge'

/**
 * The same in words for a picture and its caption, and as JSON for programs.
 * @param parts  what the figure is about of what is chosen
 */
export function originWords(view: View, title: string, parts: readonly ChosenPart[]) {
  const { results, choice } = view
  const { methods, app, created, command, replicates } = results
  const judge = judgeOf(results, choice.question.judge)
  const released = methods.filter(({ kind }) => kind === 'student' || kind === 'baseline')
  const words = chosenWords(view)
  const chosen = parts.flatMap((part) => words[part]).join(', ')
  const hashes = [
    ...(judge && parts.includes('judge') ? [`${judge.label} ${judge.sha256}`] : []),
    ...released.map(({ label, sha256 }) => `${label} ${sha256 ?? ''}`),
  ]
  return {
    line: `${chosen}. ${app.name} ${app.version}`,
    caption: [
      `${title}. ${chosen}.`,
      `Intervals and bands are 95%, from ${replicates} bootstrap replicates over persons.`,
      `${app.name} ${app.version}, evaluated on ${created.slice(0, 10)} by: ${command}.`,
      `SHA-256: ${hashes.join('; ')}.`,
    ].join(' '),
    about: JSON.stringify({ app, created, command, replicates, ...choice.question, judge, methods: released }),
  }
}

function chosenWords({ results, choice: { question } }: View): Readonly<Record<ChosenPart, readonly string[]>> {
  const { sets, conditions, methods } = results
  const row = rowOf(results, question, methods.find(({ kind }) => kind === 'student')?.id)
  const labelOf = (list: readonly { readonly id: string; readonly label: string }[], id: string) =>
    list.find((one) => one.id === id)?.label ?? id
  return {
    set: [labelOf(sets, question.set)],
    crops: [`${labelOf(conditions, question.condition).toLowerCase()} crops`],
    judge: [
      `judge ${judgeOf(results, question.judge)?.label ?? question.judge}`,
      `${question.impostors} impostors`,
      ...(row ? [`FMR ${fmrWords(row.fmr)}`] : []),
    ],
  }
}
