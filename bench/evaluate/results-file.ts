import type { EvaluationResults } from '#domain/evaluation/results.ts'

/** Significant digits of every number that is no whole one: more than any interval allows. */
const digits = 5

/** The results as JSON that a diff can show: a line a row, and numbers rounded. */
export function resultsText(results: EvaluationResults): string {
  const parts = Object.entries(results).map(([key, value]) => `${JSON.stringify(key)}: ${partText(value)}`)
  return `{\n  ${parts.join(',\n  ')}\n}\n`
}

const partText = (value: unknown): string =>
  Array.isArray(value) && value.length > 0
    ? `[\n    ${value.map((item) => JSON.stringify(item, rounded)).join(',\n    ')}\n  ]`
    : JSON.stringify(value, rounded)

const rounded = (_: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(digits)) : value
