import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Manifest, ScoreScale } from '#domain/quality/manifest.ts'
import { ManifestTextError, withScales } from './manifest.ts'

const text = readFileSync('public/models/manifest.json', 'utf8')
const committed = JSON.parse(text) as Manifest
const scalesOf = ({ models }: Manifest) => new Map(models.map(({ id, scale }) => [id, scale]))

const scale: ScoreScale = { reference: 'Made', n: 3, quantiles: [-0.5, 0, 0.00001] }

describe('a manifest with other scales', () => {
  it('is the same to the byte with the scales that it has', () => {
    expect(withScales(text, scalesOf(committed))).toBe(text)
  })

  it('is as it was again when they are put back', () => {
    const changed = withScales(text, new Map(committed.models.map(({ id }) => [id, scale])))
    expect(changed).not.toBe(text)
    expect(withScales(changed, scalesOf(committed))).toBe(text)
  })

  it('has the scale of the model that is meant, and no other change', () => {
    const [one, other, ...rest] = committed.models
    const changed = JSON.parse(withScales(text, new Map([[other!.id, scale]])))
    expect(changed).toEqual({ ...committed, models: [one, { ...other, scale }, ...rest] })
  })

  it('is none for a model that is not there, or that has no scale', () => {
    expect(() => withScales(text, new Map([['nobody', scale]]))).toThrow(ManifestTextError)
    const [one, ...others] = committed.models
    const { scale: _, ...bare } = one!
    const without = JSON.stringify({ ...committed, models: [bare, ...others] }, null, 2)
    expect(() => withScales(without, new Map([[one!.id, scale]]))).toThrow(`no scale of ${one!.id}`)
  })
})
