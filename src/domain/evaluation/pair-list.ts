import { PlumbError } from '../errors.ts'
import { numberIn, readRows } from './list-table.ts'

/** Two images to compare, by the names that the list gives them: file names, with or without folders. */
export interface ListedPair {
  readonly one: string
  readonly other: string
  /** Whether both show one person. */
  readonly isGenuine: boolean
  /** Where the list says so, from 1. */
  readonly line: number
}

export class PairListError extends PlumbError {
  readonly code = 'pair-list-invalid'
  readonly remedy =
    'Give pairs as LFW’s pairs.txt, as a table with the columns img1, img2, label, or two lines a pair as CALFW has them.'

  /** @param line  from 1 */
  constructor(line: number, what: string) {
    super(`Line ${line} of the pair list: ${what}.`)
  }
}

/**
 * Reads a list of verification pairs in any of the usual forms, told apart by their first line:
 * - a table with the columns img1, img2, label, in any case and order, or three columns without a head; its cells are parted
 *   by semicolons, tabs or commas. Genuine is a label of 1, true, same or genuine, impostor 0, false, different or impostor;
 * - LFW's and XQLFW's pairs.txt: a line of counts, then `name n1 n2` (genuine) or `name1 n1 name2 n2` (impostor); image n of
 *   a person is name/name_000n.jpg;
 * - CALFW's and CPLFW's: two lines a pair, `file label` each, where label 0 is impostor and any other number genuine.
 * @throws PairListError
 */
export function parsePairList(text: string): readonly ListedPair[] {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .flatMap((line, i) => (line.trim() ? [{ number: i + 1, text: line.trim() }] : []))
  const [first] = lines
  if (!first) throw new PairListError(1, 'it is empty')
  if (isTable(first.text)) return parseTable(text)
  return twoLines.test(first.text) ? parseTwoLines(lines) : parseLfw(lines)
}

/** A line of LFW's has tabs, too, but neither names of columns nor a label at its end. */
function isTable(line: string): boolean {
  const [{ cells } = { cells: [] }] = readRows(line)
  return cells.length > 1 && (/[;,]/.test(line) || namesColumns(cells) || isPair(cells))
}

const columnNames = ['img1', 'img2', 'label']

const namesColumns = (cells: readonly string[]) => cells.some((cell) => columnNames.includes(cell.toLowerCase()))

/** Three cells without a head: files have an ending, which LFW's numbers and names lack. */
const isPair = ([one = '', other = '', label = '', ...rest]: readonly string[]) =>
  rest.length === 0 && /\.\w+$/.test(one) && /\.\w+$/.test(other) && labelIn(label) !== null

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
        line: line.number,
      },
    ]
  })
}

function lfwImage({ number }: Line, name: string, image: string): string {
  if (!/^\d+$/.test(image)) throw new PairListError(number, `“${image}” is no image’s number`)
  return `${name}/${name}_${image.padStart(4, '0')}.jpg`
}

const twoLines = /^(.*\S\.\w+)\s+(-?\d+)$/

function parseTwoLines(lines: readonly Line[]): readonly ListedPair[] {
  const images = lines.map((line) => {
    const [, file, label] = twoLines.exec(line.text) ?? []
    if (!file || !label) throw new PairListError(line.number, 'a file and its label')
    return { line, file, isGenuine: Number(label) !== 0 }
  })
  return images.flatMap((one, i) => {
    if (i % 2 === 1) return []
    const other = images[i + 1]
    if (!other) throw new PairListError(one.line.number, 'the second of a pair is missing')
    if (one.isGenuine !== other.isGenuine)
      throw new PairListError(other.line.number, 'the two of a pair differ in label')
    return [{ one: one.file, other: other.file, isGenuine: one.isGenuine, line: one.line.number }]
  })
}

const labels = new Map([
  ...['true', 'same', 'genuine'].map((label) => [label, true] as const),
  ...['false', 'different', 'impostor'].map((label) => [label, false] as const),
])

/** Null where it is no label. */
function labelIn(cell: string): boolean | null {
  const number = numberIn(cell)
  if (number === 0 || number === 1) return number === 1
  return labels.get(cell.toLowerCase()) ?? null
}

function parseTable(text: string): readonly ListedPair[] {
  const rows = readRows(text)
  const head = rows[0]!.cells.map((cell) => cell.toLowerCase())
  const hasHead = namesColumns(head)
  const missing = hasHead && columnNames.find((column) => !head.includes(column))
  if (missing) throw new PairListError(rows[0]!.line, `the column ${missing} is missing`)
  const places = columnNames.map((column, place) => (hasHead ? head.indexOf(column) : place))
  return rows.slice(hasHead ? 1 : 0).map(({ line, cells }) => {
    const [one, other, label] = places.map((place) => cells[place] ?? '') as [string, string, string]
    const isGenuine = labelIn(label)
    if (!one || !other || isGenuine === null) throw new PairListError(line, 'two files and a label of 1 or 0')
    return { one, other, isGenuine, line }
  })
}

/** Who is on an image, by its name: its folder; without one, its name less the number at the end. */
export function personOf(file: string): string {
  const [name = '', folder] = file.split(/[\\/]/).reverse()
  return folder ?? name.replace(/\.\w+$/, '').replace(/[_-]?\d+$/, '')
}
