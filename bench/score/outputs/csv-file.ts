import { csvText } from '#domain/csv.ts'
import { toCsvRows } from '#domain/quality/record.ts'
import { createPartFile } from '../../cli/part-file.ts'
import type { Output } from './output.ts'

/** A row a face and model. */
export function createCsvFile(path: string, replaces: boolean): Output {
  const file = createPartFile(path, replaces)
  let isEmpty = true
  return {
    add({ faces }) {
      if (faces.length === 0) return
      file.write(csvText(toCsvRows(faces), { header: isEmpty }))
      isEmpty = false
    },
    end: () => file.close(),
    commit: file.commit,
  }
}

export const isCsvOfOurs = (start: string): boolean => start.startsWith('file,face,model,score,')
