import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { astronautFace } from '#domain/alignment/astronaut-face.ts'
import { type FindOptions, findFaces, type Searcher } from './find-faces.ts'

let folder: string
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'plumb-find-'))
})
afterEach(() => rmSync(folder, { recursive: true }))

const pathOf = (name: string) => join(folder, name)
/** Pictures are their names: nothing decodes them here. */
function pictures(...names: readonly string[]) {
  for (const name of names) writeFileSync(pathOf(name), name)
  return names.map((name) => ({ path: pathOf(name) }))
}

/** A searcher that finds a face on every picture but walls, cannot read texts, and dies of bombs. */
function searching() {
  const searched: string[] = []
  const close = vi.fn(async () => {})
  const search: Searcher['search'] = async (path) => {
    const name = basename(path)
    searched.push(name)
    if (name === 'bomb.jpg') throw new Error('The page died.')
    if (name === 'text.jpg') return { faces: [], failure: 'Cannot be read here.' }
    return { faces: name === 'wall.jpg' ? [] : [astronautFace], failure: null }
  }
  const startSearcher = vi.fn(async () => ({ search, close }))
  const options: FindOptions = { cache: pathOf('cache'), startSearcher }
  return { searched, close, startSearcher, options }
}

describe('findFaces', () => {
  it('searches each picture once, and keeps what it found', async () => {
    const images = pictures('a.jpg', 'wall.jpg')
    const first = searching()
    const found = await findFaces([...images, images[0]!], first.options)
    expect(first.searched).toEqual(['a.jpg', 'wall.jpg'])
    expect([...found.faces]).toEqual([
      [pathOf('a.jpg'), [astronautFace]],
      [pathOf('wall.jpg'), []],
    ])
    expect(first.close).toHaveBeenCalledOnce()

    const second = searching()
    expect(await findFaces(images, second.options)).toEqual(found)
    expect(second.startSearcher).not.toHaveBeenCalled()
  })

  it('knows a picture by its content, not by its name', async () => {
    await findFaces(pictures('a.jpg'), searching().options)
    copyFileSync(pathOf('a.jpg'), pathOf('b.jpg'))
    writeFileSync(pathOf('a.jpg'), 'another picture')
    const { searched, options } = searching()
    const { faces } = await findFaces([{ path: pathOf('a.jpg') }, { path: pathOf('b.jpg') }], options)
    expect(searched).toEqual(['a.jpg'])
    expect(faces.get(pathOf('b.jpg'))).toEqual([astronautFace])
  })

  it('names what cannot be searched, goes on, and tries it again the next time', async () => {
    const images = [...pictures('bomb.jpg', 'text.jpg', 'a.jpg'), { path: pathOf('nowhere.jpg') }]
    for (const searcher of [searching(), searching()]) {
      const { faces, failed } = await findFaces(images, searcher.options)
      expect(failed.map(({ path }) => basename(path))).toEqual(['nowhere.jpg', 'bomb.jpg', 'text.jpg'])
      expect(failed.map(({ message }) => message).slice(1)).toEqual(['The page died.', 'Cannot be read here.'])
      expect([...faces.keys()]).toEqual([pathOf('a.jpg')])
    }
  })

  it('goes on where it was stopped', async () => {
    const images = pictures('a.jpg', 'b.jpg', 'c.jpg')
    const stop = new AbortController()
    const first = searching()
    const onProgress = (done: number) => {
      if (done === 1) stop.abort(new Error('Enough.'))
    }
    await expect(findFaces(images, { ...first.options, signal: stop.signal, onProgress })).rejects.toThrow('Enough.')
    expect(first.close).toHaveBeenCalledOnce()

    const second = searching()
    await findFaces(images, second.options)
    expect([...first.searched, ...second.searched]).toEqual(['a.jpg', 'b.jpg', 'c.jpg'])
  })
})
