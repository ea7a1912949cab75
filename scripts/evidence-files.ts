import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Plugin } from 'vite'
import { splitResults } from '../src/domain/evaluation/reading/parts.ts'

/** Where `npm run evaluate` writes for the page, below the public folder; its parts are served beside it. */
const FOLDER = 'evidence'
const WHOLE = 'results.json'

/** The parts of the results as texts, by file name; none where nothing was evaluated. */
function partTexts(publicDir: string): ReadonlyMap<string, string> {
  const path = join(publicDir, FOLDER, WHOLE)
  if (!existsSync(path)) return new Map()
  const parts = splitResults(JSON.parse(readFileSync(path, 'utf8')))
  return new Map([...parts].map(([name, part]) => [name, JSON.stringify(part)]))
}

/** Serves the results of the evaluation in parts as well, so that the page loads what it shows. */
export function evidenceFiles(): Plugin {
  let publicDir = ''
  return {
    name: 'plumb-evidence-files',
    configResolved(config) {
      publicDir = config.publicDir
    },
    generateBundle() {
      for (const [name, source] of partTexts(publicDir))
        this.emitFile({ type: 'asset', fileName: `${FOLDER}/${name}`, source })
    },
    configureServer({ middlewares }) {
      middlewares.use((request, response, next) => {
        const [, name] = new RegExp(`/${FOLDER}/([^/?]+)(\\?|$)`).exec(request.url ?? '') ?? []
        const text = name === undefined || name === WHOLE ? undefined : partTexts(publicDir).get(name)
        if (text === undefined) return next()
        response.setHeader('Content-Type', 'application/json')
        response.end(text)
      })
    },
  }
}
