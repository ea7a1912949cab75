import Papa from 'papaparse'
import { PlumbError } from '../errors.ts'

/** Two images to compare, by the names that the list gives them: file names, with or without folders. */
export interface ListedPair {
  readonly one: string
  readonly other: string
  /** Whether both show one person. */
  readonly isGenuine: boolean
}

export class PairListError extends PlumbError {
  readonly code = 'pair-list-invalid'
  readonly remedy =
    'Give pairs as LFW’s pairs.txt, as CSV with the columns img1, img2, label, or two lines a pair as CALFW has them.'

  /** @param line  from 1 */
  constructor(line: number, what: string) {
    super(`Line ${line} of the pair list: ${what}.`)
  }
}

/**
 * Reads a list of verification pairs in any of the usual forms, told apart by their first line:
 * - LFW's and XQLFW's pairs.txt: a line of counts, then `name n1 n2` (genuine) or `name1 n1 name2 n2` (impostor); image n of
 *   a person is name/name_000n.jpg;
 * - CSV with the columns img1, img2, label, where a label of 1 or true is genuine, 0 or false impostor;
 * - CALFW's and CPLFW's: two lines a pair, `file label` each, where label 0 is impostor and any other number genuine.
 * @throws PairListError
 */
export function parsePairList(text: string): readonly ListedPair[] {
  const lines = text.split(/\r?\n/).flatMap((line, i) => (line.trim() ? [{ number: i + 1, text: line.trim() }] : []))
  const [first] = lines
  if (!first) throw new PairListError(1, 'it is empty')
  if (first.text.includes(',')) return parseCsv(text)
  return /\.\w+\s+-?\d+$/.test(first.text) ? parseTwoLines(lines) : parseLfw(lines)
}

interface Line {
  /** From 1. */
  readonly number: number
  readonly text: string
}

const tokensOf = ({ text }: Line) => text.split(/\s+/)

function parseLfw(lines: readonly Line[]): readonly ListedPair[] {
  const isCounts = (tokens: readonly string[]) => tokens.length <= 2 && tokens.every((token) => /^\d+$/.test(token))
  return lines.flatMap((line, i) => {
    const tokens = tokensOf(line)
    if (i === 0 && isCounts(tokens)) return []
    if (tokens.length !== 3 && tokens.length !== 4)
      throw new PairListError(line.number, 'a name and two numbers, or two of each')
    const [name, number, ...rest] = tokens as [string, string, string, string?]
    const isGenuine = rest.length === 1
    return [
      {
        one: lfwImage(line, name, number),
        other: isGenuine ? lfwImage(line, name, rest[0]) : lfwImage(line, rest[0], rest[1]!),
        isGenuine,
      },
    ]
  })
}

function lfwImage({ number }: Line, name: string, image: string): string {
  if (!/^\d+$/.test(image)) throw new PairListError(number, `“${image}” is no image’s number`)
  return `${name}/${name}_${image.padStart(4, '0')}.jpg`
}

function parseTwoLines(lines: readonly Line[]): readonly ListedPair[] {
  const images = lines.map((line) => {
    const [file, label, ...rest] = tokensOf(line)
    if (!file || !label || !/^-?\d+$/.test(label) || rest.length > 0)
      throw new PairListError(line.number, 'a file and its label')
    return { line, file, isGenuine: label !== '0' }
  })
  return images.flatMap((one, i) => {
    if (i % 2 === 1) return []
    const other = images[i + 1]
    if (!other) throw new PairListError(one.line.number, 'the second of a pair is missing')
    if (one.isGenuine !== other.isGenuine)
      throw new PairListError(other.line.number, 'the two of a pair differ in label')
    return [{ one: one.file, other: other.file, isGenuine: one.isGenuine }]
  })
}

const labels = new Map([
  ['1', true],
  ['true', true],
  ['0', false],
  ['false', false],
])

function parseCsv(text: string): readonly ListedPair[] {
  const { data, meta } = Papa.parse<Record<string, string>>(text, { header: true, skipEmptyLines: 'greedy' })
  const missing = ['img1', 'img2', 'label'].find((column) => !meta.fields?.includes(column))
  if (missing) throw new PairListError(1, `the column ${missing} is missing`)
  return data.map(({ img1, img2, label }, i) => {
    const isGenuine = labels.get(label?.trim().toLowerCase() ?? '')
    if (!img1 || !img2 || isGenuine === undefined) throw new PairListError(i + 2, 'two files and a label of 1 or 0')
    return { one: img1.trim(), other: img2.trim(), isGenuine }
  })
}

/** Who is on an image, by its name: its folder; without one, its name less the number at the end. */
export function personOf(file: string): string {
  const [name = '', folder] = file.split('/').reverse()
  return folder ?? name.replace(/\.\w+$/, '').replace(/[_-]?\d+$/, '')
}
