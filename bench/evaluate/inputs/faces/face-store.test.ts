import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { astronautFace } from '#domain/alignment/astronaut-face.ts'
import type { Face } from '#domain/alignment/face.ts'
import { createFaceStore, hashOf } from './face-store.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plumb-faces-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

it('gives faces back as they were, the mesh to the last bit', () => {
  const mesh = Float32Array.from({ length: 956 }, (_, i) => Math.PI * i)
  const faces: Face[] = [{ ...astronautFace, mesh }, astronautFace]
  createFaceStore(folder).write(hashOf('a picture'), faces)
  expect(createFaceStore(folder).read(hashOf('a picture'))).toEqual(faces)
})

it('tells a picture without a face from one that was not searched', () => {
  const store = createFaceStore(folder)
  store.write(hashOf('a wall'), [])
  expect(store.read(hashOf('a wall'))).toEqual([])
  expect(store.read(hashOf('another wall'))).toBeNull()
})

it('leaves no other files behind', () => {
  createFaceStore(folder).write(hashOf('a picture'), [astronautFace])
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.includes('.'))
  expect(files).toEqual([join(hashOf('a picture').slice(0, 2), `${hashOf('a picture')}.json`)])
})
