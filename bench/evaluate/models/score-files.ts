import { numberIn, readListTable } from '#domain/evaluation/list-table.ts'
import { matchScores, type NamedScores, parseScores, ScoreFileError } from '#domain/evaluation/score-file.ts'
import { sha256Of } from '../hash.ts'
import type { EvaluatedSet, SetImage } from '../inputs/face-set.ts'
import type { Method } from './methods.ts'

export interface ScoreMethod {
  readonly method: Method
  /** Names in the file that are no image's, or could be several images'. */
  readonly unmatched: readonly string[]
  /** Images without a score, in the sets that have some. */
  readonly without: number
  /** Sets that the file names and that are not evaluated. */
  readonly otherSets: readonly string[]
}

/**
 * The scores of a file as a method. A CSV with the columns condition, file and score says what each holds for; with a column
 * set, it holds for that set alone, and the file is an image's name there. Any other form that `parseScores` knows holds for
 * every condition. Without a set, an image has one score in whatever set it is.
 * @param name  of the method, and of the model where the file has several
 * @throws ScoreFileError
 */
export function scoreMethod(
  name: string,
  text: string,
  sets: readonly Pick<EvaluatedSet, 'id' | 'images'>[],
): ScoreMethod {
  const parts = partsOf(text) ?? [{ set: every, condition: every, named: parseScores(text, name) }]
  const hasSets = parts.some(({ set }) => set !== every)
  const setOf = (image: SetImage) => (hasSets ? image.set : every)
  const nameOf = (image: SetImage) => (hasSets ? image.name : image.file)
  const images = sets.flatMap((set) => set.images)
  const evaluated = new Set(images.map(setOf))
  const matched = parts
    .filter(({ set }) => evaluated.has(set))
    .map(({ set, condition, named }) => {
      const names = [...new Set(images.filter((image) => setOf(image) === set).map(nameOf))]
      const { scores, unmatched } = matchScores(names, named)
      return { set, condition, scores: new Map(names.map((file, i) => [file, scores[i]])), unmatched }
    })
  const scores = new Map(matched.map((part) => [keyOf(part.set, part.condition), part.scores]))
  const isScore = (score: number | null | undefined) => typeof score === 'number'
  const scored = new Set(matched.filter((part) => [...part.scores.values()].some(isScore)).map(({ set }) => set))
  const isWithout = (image: SetImage) =>
    scored.has(setOf(image)) &&
    !matched.some((part) => part.set === setOf(image) && isScore(part.scores.get(nameOf(image))))
  return {
    method: {
      id: name,
      label: name,
      kind: 'scores',
      sha256: sha256Of(text),
      source: {
        ofImage: (image, condition) => {
          const set = setOf(image)
          return (scores.get(keyOf(set, condition)) ?? scores.get(keyOf(set, every)))?.get(nameOf(image)) ?? Number.NaN
        },
      },
    },
    unmatched: [...new Set(matched.flatMap(({ unmatched }) => unmatched))],
    without: new Set(images.filter(isWithout).map((image) => keyOf(setOf(image), nameOf(image)))).size,
    otherSets: [...new Set(parts.map(({ set }) => set))].filter((set) => !evaluated.has(set)),
  }
}

/** No set and no condition is called so. */
const every = ''

const keyOf = (set: string, part: string) => JSON.stringify([set, part])

/** Scores of one condition, in one set. */
interface Part {
  readonly set: string
  readonly condition: string
  readonly named: NamedScores
}

/** Null where the file does not say for which condition its scores are. */
function partsOf(text: string): readonly Part[] | null {
  const { columns, rows, cellOf } = readListTable(text)
  if (!['condition', 'file', 'score'].every((column) => columns.includes(column))) return null
  const hasSets = columns.includes('set')
  const parts = new Map<string, Part & { readonly named: Map<string, number> }>()
  for (const row of rows) {
    const [set, condition, file] = ['set', 'condition', 'file'].map((column) => cellOf(row, column)) as [
      string,
      string,
      string,
    ]
    const score = numberIn(cellOf(row, 'score'))
    if ((hasSets && !set) || !condition || !file || Number.isNaN(score))
      throw new ScoreFileError(`line ${row.line} lacks a ${hasSets ? 'set, a ' : ''}condition, a file or a score`)
    const key = keyOf(set, condition)
    const part = parts.get(key) ?? { set: hasSets ? set : every, condition, named: new Map() }
    if (part.named.has(file)) throw new ScoreFileError(`line ${row.line} has another score of ${file}`)
    part.named.set(file, score)
    parts.set(key, part)
  }
  return [...parts.values()]
}
