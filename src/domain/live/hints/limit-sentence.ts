interface Limit {
  readonly limit: number
  /** How many are shown. */
  readonly decimals: number
  /** Behind both numbers, with its space where it has one. */
  readonly unit?: string
}

/** Says a number with its unit: "sharpness 0.52". */
type Say = (shown: string) => string

/** "sharpness 0.52; 0.60 or more is better"; null where the value is no less than its limit, or unknown. */
export const tooLittle = (value: number | null, limit: Limit, say: Say) =>
  value === null || value >= limit.limit ? null : sentence(value, limit, say, Math.min, -1, 'more')

/** The same of a value that is better where it is small. */
export const tooMuch = (value: number | null, limit: Limit, say: Say) =>
  value === null || value <= limit.limit ? null : sentence(value, limit, say, Math.max, 1, 'less')

/** Never shows a number as its own limit: one that rounds to it is shown on the side where it is. */
function sentence(
  value: number,
  { limit, decimals, unit = '' }: Limit,
  say: Say,
  beyond: typeof Math.min,
  side: 1 | -1,
  better: string,
): string {
  const steps = 10 ** decimals
  const shown = beyond(Math.round(value * steps), Math.round(limit * steps) + side) / steps
  return `${say(shown.toFixed(decimals) + unit)}; ${limit.toFixed(decimals)}${unit} or ${better} is better`
}
