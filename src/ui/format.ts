/** How numbers read on the page: true minus, thin units, tabular figures. */

const MINUS = '−'

/** A whole number with a true minus; no minus zero. */
export function whole(value: number): string {
  const rounded = Math.round(value)
  return rounded < 0 ? `${MINUS}${-rounded}` : `${Math.abs(rounded)}`
}

/** A change: `+3`, `0`, `−7`. */
export const signed = (value: number): string => (Math.round(value) > 0 ? `+${whole(value)}` : whole(value))

/** The difference of two numbers as they are shown, so that what a person subtracts is what they read. */
export const shownChange = (value: number, reference: number): number => Math.round(value) - Math.round(reference)

/** A fixed number of decimals with a true minus. */
export const fixed = (value: number, decimals: number): string => value.toFixed(decimals).replace('-', MINUS)

/** A change with a fixed number of decimals: `+0.05`, `0.00`, `−0.05`; no sign where all of them are zero. */
export function signedFixed(value: number, decimals: number): string {
  const text = fixed(value, decimals)
  if (Number(value.toFixed(decimals)) === 0) return text.replace(MINUS, '')
  return value > 0 ? `+${text}` : text
}

/** Thousands with a comma: `7,701`. */
export const count = (value: number): string => value.toLocaleString('en-US')

/** `1 photo`, `3 photos`. */
export const plural = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`

/** A text of at most so many letters, ≥ 1; an ellipsis stands for the rest. */
export const shortened = (text: string, most: number): string =>
  text.length > most ? `${text.slice(0, most - 1)}…` : text

/** Megabytes with one decimal, without the unit. */
export const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1)
