import { readFileSync, writeFileSync } from 'node:fs'
import type { EvaluationResults } from '#domain/evaluation/results.ts'
import { withSection } from './in-readme.ts'
import { resultsSection } from './section.ts'

// Writes README's results from those of the evaluation: npm run readme
const results: EvaluationResults = JSON.parse(readFileSync('public/evidence/results.json', 'utf8'))
writeFileSync(
  'README.md',
  withSection(readFileSync('README.md', 'utf8'), resultsSection({ ...results, mending: results.mending ?? [] })),
)
