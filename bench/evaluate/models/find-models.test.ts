import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { readManifest } from '#inference/models/node.ts'
import { modelsIn, npmModels, ownModel, releasedModels } from './find-models.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plumb-models-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const idsOf = (items: readonly { readonly id: string }[]) => items.map(({ id }) => id)

it('tells released pairs apart: the first is called by its roles, the others by their ids', async () => {
  const { methods } = releasedModels('public/models', await readManifest('public/models'))
  expect(methods.map(({ label, kind }) => [label, kind])).toEqual([
    ['Student', 'student'],
    ['Baseline', 'baseline'],
    ['plumb-s', 'student'],
    ['plumb-s-baseline', 'baseline'],
  ])
})

describe('models of others', () => {
  it('are those that lie in the folder; the others are named', () => {
    writeFileSync(join(folder, 'edgeface-xs.onnx'), '')
    writeFileSync(join(folder, 'lightqnet-dm100.onnx'), '')
    const { models, leftOut } = modelsIn(folder)
    expect(idsOf(models.judges)).toEqual(['edgeface-xs'])
    expect(idsOf(models.methods)).toEqual(['edgeface-xs-length', 'lightqnet-dm100'])
    expect(leftOut).toHaveLength(3)
    expect(leftOut[0]).toContain(join(folder, 'mobilefacenet-y1.onnx'))
  })

  it('are none without a folder', () => {
    expect(modelsIn(null).models.nets).toEqual([])
    expect(modelsIn(null).leftOut).toHaveLength(5)
  })

  it('from npm are left out where the file is another', async () => {
    const path = join(folder, 'recogniser.onnx')
    writeFileSync(path, 'another file')
    const { models, leftOut } = await npmModels(path)
    expect(models.nets).toEqual([])
    expect(leftOut[0]).toContain('delete it')
  })
})

describe('a model of one’s own', () => {
  it('is prepared as for its preset', () => {
    const path = join(folder, 'mine.onnx')
    writeFileSync(path, '')
    const { nets, methods, judges } = ownModel(`${path}:magface`, 'quality')
    expect(nets).toMatchObject([{ kind: 'quality', id: 'mine', path, pixels: { order: 'bgr', mean: [0, 0, 0] } }])
    expect([idsOf(methods), judges]).toEqual([['mine'], []])
    expect(ownModel(path, 'judge')).toMatchObject({
      nets: [{ kind: 'recogniser', pixels: { order: 'rgb', std: [127.5, 127.5, 127.5] } }],
      judges: [{ id: 'mine', group: 'cross-model' }],
      methods: [{ id: 'mine-length', kind: 'length' }],
    })
  })

  it('has to be there, and so has its preset', () => {
    expect(() => ownModel(join(folder, 'mine.onnx'), 'quality')).toThrow('There is no file')
    writeFileSync(join(folder, 'mine.onnx'), '')
    expect(() => ownModel(`${join(folder, 'mine.onnx')}:vgg`, 'quality')).toThrow('There is no preset vgg')
  })
})
