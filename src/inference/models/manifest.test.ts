import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Manifest } from '#domain/quality/manifest.ts'
import { parseManifest } from './manifest.ts'

const committed = JSON.parse(readFileSync('public/models/manifest.json', 'utf8')) as Manifest
const [model, other] = committed.models

const withModel = (change: object) => ({ ...committed, models: [{ ...model, ...change }, other] })

const each = <T>(value: T) => Array.from({ length: 101 }, () => value)
const effects = {
  judge: 'EdgeFace-XS',
  date: '2026-01-31',
  fmr: 0.001,
  impostors: 'all',
  genuine: 3000,
  discarded: each(0.2),
  kept: each(0.7),
  fnmr: each(null),
  low: each(0.01),
  high: each(0.03),
}
const withThresholds = (change: object) =>
  withModel({ scale: { ...model!.scale, thresholds: { ...effects, ...change } } })

const { id: _, role: __, pairs_with: ___, scale: ____, ...file } = model!
const locator = { ...file, id: 'plumb-align', file: 'plumb-align.onnx', output: { alignment: 'alignment' } }

describe('parseManifest', () => {
  it('takes a model with and without what its thresholds do', () => {
    const evaluated = withThresholds({})
    expect(parseManifest(evaluated)).toEqual(evaluated)
    const { thresholds: _, ...scale } = model!.scale
    expect(parseManifest(withModel({ scale }))).toEqual(withModel({ scale }))
  })

  it('takes a student that aligns itself, and the locator released by itself', () => {
    const aligning = withModel({ output: { ...model!.output, alignment: 'alignment' } })
    expect(parseManifest({ ...aligning, locator })).toEqual({ ...aligning, locator })
    const blind = withModel({ output: { ...model!.output, alignment: null } })
    expect(parseManifest(blind)).toEqual(blind)
  })

  it('takes the committed one as it is', () => {
    expect(parseManifest(committed)).toEqual(committed)
  })

  it.each([
    ['another schema', { ...committed, schema: 2 }, 'schema'],
    ['no model', { ...committed, models: [] }, 'models'],
    ['two models of one id', withModel({ id: other!.id }), 'models: two models share an id'],
    ['a partner that is not there', withModel({ pairs_with: 'nobody' }), 'models: a model is paired'],
    ['a file elsewhere', withModel({ file: '../secret.onnx' }), 'models.0.file'],
    ['half a hash', withModel({ sha256: 'abc' }), 'models.0.sha256'],
    ['too few quantiles', withModel({ scale: { ...model!.scale, quantiles: [1, 2] } }), 'models.0.scale.quantiles'],
    [
      'quantiles that fall',
      withModel({ scale: { ...model!.scale, quantiles: [...model!.scale.quantiles].reverse() } }),
      'models.0.scale.quantiles: the quantiles have to ascend',
    ],
    ['too few thresholds', withThresholds({ fnmr: [0.1] }), 'models.0.scale.thresholds.fnmr: 101 thresholds'],
    ['more than all', withThresholds({ kept: each(1.5) }), 'models.0.scale.thresholds.kept.0'],
    ['thresholds of no day', withThresholds({ date: 'yesterday' }), 'models.0.scale.thresholds.date: a date'],
    ['a locator that says nothing', { ...committed, locator: { ...locator, output: {} } }, 'locator.output.alignment'],
    ['no object', 'manifest', 'manifest.json'],
  ])('refuses %s and says where', (_, json, where) => {
    expect(() => parseManifest(json)).toThrow(where)
  })
})
