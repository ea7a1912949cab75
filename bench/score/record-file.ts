import { appendFileSync, writeFileSync } from 'node:fs'
import type { FaceRecord, ResultRecord } from '#domain/quality/record.ts'

/** A result record that is written as its faces come, so that they need not stay in memory. */
export interface RecordFile {
  add(faces: readonly FaceRecord[]): void
  /** Until then the file is no valid JSON, so that nobody takes a part for the whole. */
  end(rest: Omit<ResultRecord, 'faces'>): void
}

export function createRecordFile(path: string): RecordFile {
  writeFileSync(path, '{"faces":[')
  let separator = '\n'
  return {
    add(faces) {
      for (const face of faces) {
        appendFileSync(path, separator + JSON.stringify(face))
        separator = ',\n'
      }
    },
    end(rest) {
      appendFileSync(path, `\n],${JSON.stringify(rest).slice(1)}\n`)
    },
  }
}
