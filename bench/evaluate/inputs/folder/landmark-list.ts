import { box, point } from '#domain/geometry/point.ts'
import type { Marks } from '../face-set.ts'
import { FaceListError } from './errors.ts'
import { readTable } from './table.ts'

const columns = [
  ...['file', 'score', 'box_x', 'box_y', 'box_w', 'box_h'],
  ...['right_eye', 'left_eye', 'nose', 'mouth_right', 'mouth_left'].flatMap((name) => [`${name}_x`, `${name}_y`]),
]

/**
 * Reads a landmarks.csv: a face an image, in pixels of the image.
 * @returns  the marks by file; null where the file is not there
 * @throws FaceListError
 */
export function readLandmarks(path: string): ReadonlyMap<string, Marks> | null {
  const rows = readTable(path, columns)
  return rows && new Map(rows.map((row, i) => [row.file!, marksOf(row, `${path}, row ${i + 1}`)]))
}

function marksOf(row: Readonly<Record<string, string | undefined>>, where: string): Marks {
  const number = (column: string) => {
    const value = Number(row[column] || Number.NaN)
    if (!Number.isFinite(value)) throw new FaceListError(where, `${column} is no number`)
    return value
  }
  const at = (name: string) => point<'source'>(number(`${name}_x`), number(`${name}_y`))
  return {
    landmarks: {
      rightEye: at('right_eye'),
      leftEye: at('left_eye'),
      noseTip: at('nose'),
      mouthRight: at('mouth_right'),
      mouthLeft: at('mouth_left'),
    },
    // The list counts a box from the edge of the first pixel, and here that edge lies at −0.5 (distill/data/geometry.py, align_box).
    box: box(number('box_x') - 0.5, number('box_y') - 0.5, number('box_w'), number('box_h')),
    confidence: number('score'),
  }
}
