import { noteWords } from '#domain/quality/notes.ts'
import type { FaceRecord } from '#domain/quality/record.ts'

const scoreWidth = 24

/** Lines of the table on stdout: a face each, with a column a model. */
export function createTable(files: readonly string[], models: readonly string[]) {
  const fileWidth = Math.max(4, ...files.map((file) => file.length))
  const line = (file: string, face: string, cells: readonly string[]) =>
    [file.padEnd(fileWidth), face.padStart(4), ...cells.map((cell) => cell.padStart(scoreWidth))].join('  ').trimEnd()
  return {
    header: line('file', 'face', models),
    row: ({ file, face, scores, notes = [] }: FaceRecord) => {
      const cells = models.map((model) => cellOf(scores[model]))
      return [line(file, String(face), cells), ...notes.map(noteWords)].join('  ')
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
