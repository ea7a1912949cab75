import { noteWords } from '#domain/quality/notes.ts'
import type { FaceRecord } from '#domain/quality/record.ts'
import { printable } from '../../cli/printable.ts'

const scoreWidth = 24

/** Lines of the table on stdout: a face each, with a column a model. The names come last, since nobody knows how long they get. */
export function createTable(models: readonly string[]) {
  const line = (cells: readonly string[], face: string, file: string) =>
    [...cells.map((cell) => cell.padStart(scoreWidth)), face.padStart(4), file].join('  ')
  return {
    header: line(models, 'face', 'file'),
    row: ({ file, face, scores, notes = [] }: FaceRecord) => {
      const cells = models.map((model) => cellOf(scores[model]))
      return [line(cells, String(face), printable(file)), ...notes.map(noteWords)].join('  ')
    },
  }
}

/** Such as `82.1 ± 3.0 (worst 9.4)`. */
function cellOf(score: FaceRecord['scores'][string] | undefined): string {
  if (!score) return '–'
  const stability =
    score.spread === null || score.worst === null ? '' : ` ± ${fixed(score.spread)} (worst ${fixed(score.worst)})`
  return fixed(score.score) + stability
}

const fixed = (points: number) => points.toFixed(1)
