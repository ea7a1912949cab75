import { createPartFile } from '../../cli/part-file.ts'
import type { Output } from './output.ts'

/**
 * A result record that is written as its faces come, so that they need not stay in memory. Until its end it is no valid
 * JSON, so that nobody takes a part for the whole.
 */
export function createRecordFile(path: string, version: string, replaces: boolean): Output {
  const file = createPartFile(path, replaces)
  const head = JSON.stringify({ schema: 1, app: { name: 'Plumb', version } })
  file.write(`${head.slice(0, -1)},"faces":[`)
  let separator = '\n'
  return {
    add({ faces }) {
      for (const face of faces) {
        file.write(separator + JSON.stringify(face))
        separator = ',\n'
      }
    },
    end({ schema: _, app: __, ...rest }) {
      file.write(`\n],${JSON.stringify(rest).slice(1)}\n`)
      file.close()
    },
    commit: file.commit,
  }
}

/** As the app exports it, too; the figures of an evaluation, which begin alike, are none. */
export const isRecordOfOurs = (start: string): boolean =>
  /^\{\s*"schema":\s*1,\s*"app":\s*\{\s*"name":\s*"Plumb",\s*"version":\s*"[^"]*"\s*\},\s*("faces"|"created":\s*"[^"]*",\s*"backend")/.test(
    start,
  )
