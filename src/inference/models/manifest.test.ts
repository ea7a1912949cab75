import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import type { Manifest } from '#domain/quality/manifest.ts'
import { parseManifest } from './manifest.ts'

const committed = JSON.parse(readFileSync('public/models/manifest.json', 'utf8')) as Manifest
const [model, other] = committed.models

const withModel = (change: object) => ({ ...committed, models: [{ ...model, ...change }, other] })

describe('parseManifest', () => {
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
    ['no object', 'manifest', 'manifest.json'],
  ])('refuses %s and says where', (_, json, where) => {
    expect(() => parseManifest(json)).toThrow(where)
  })
})
