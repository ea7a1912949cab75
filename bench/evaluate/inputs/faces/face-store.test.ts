import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { astronautFace } from '#domain/alignment/astronaut-face.ts'
import type { Face } from '#domain/alignment/face.ts'
import { sha256Of } from '../../hash.ts'
import { createFaceStore } from './face-store.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plumb-faces-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

it('gives faces back as they were, the mesh to the last bit', () => {
  const mesh = Float32Array.from({ length: 956 }, (_, i) => Math.PI * i)
  const faces: Face[] = [{ ...astronautFace, mesh }, astronautFace]
  createFaceStore(folder).write(sha256Of('a picture'), faces)
  expect(createFaceStore(folder).read(sha256Of('a picture'))).toEqual(faces)
})

it('tells a picture without a face from one that was not searched', () => {
  const store = createFaceStore(folder)
  store.write(sha256Of('a wall'), [])
  expect(store.read(sha256Of('a wall'))).toEqual([])
  expect(store.read(sha256Of('another wall'))).toBeNull()
})

it('leaves no other files behind', () => {
  createFaceStore(folder).write(sha256Of('a picture'), [astronautFace])
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) => file.includes('.'))
  expect(files).toEqual([join(sha256Of('a picture').slice(0, 2), `${sha256Of('a picture')}.json`)])
})
