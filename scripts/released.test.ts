import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import type { EvaluationResults } from '#domain/evaluation/results.ts'
import { readManifest } from '#inference/models/node.ts'
import { parseResults } from '#stores/evidence/parse-results.ts'

const results: EvaluationResults = parseResults(JSON.parse(readFileSync('public/evidence/results.json', 'utf8')))
const { models } = await readManifest('public/models')

it.each(models)('has results of $id as it is released', ({ id, sha256 }) => {
  expect(results.methods.find((method) => method.id === id)?.sha256).toBe(sha256)
  for (const { id: set } of results.sets)
    expect(results.rows.filter((row) => row.set === set && row.method === id).length).toBeGreaterThan(0)
})

it.each(models)('tells on the card of $id how it scores groups of people, as evaluated', ({ id, card }) => {
  const evaluated = results.groups.filter(({ method }) => method === id)
  expect(evaluated.length).toBeGreaterThan(0)
  expect(card.groups?.flatMap(({ rows }) => rows)).toEqual(evaluated.map(({ set: _, method: __, ...row }) => row))
})

it.each(models)('scales $id by the reference set that was evaluated, and says what its thresholds do', ({ scale }) => {
  expect(scale).toMatchObject({ reference: 'LFW-D', n: results.sets.find(({ id }) => id === 'lfw-d')?.images })
  expect(scale.thresholds?.date).toBe(results.created.slice(0, 10))
})
