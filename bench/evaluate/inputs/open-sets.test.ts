import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { astronautFace } from '#domain/alignment/astronaut-face.ts'
import { box } from '#domain/geometry/point.ts'
import { FaceFolderError } from './folder/errors.ts'
import { type FindFaces, openSets, SetTwiceError } from './open-sets.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'plumb-sets-'))
})
afterEach(() => rmSync(root, { recursive: true }))

function folderOf(name: string, files: readonly string[]): string {
  for (const file of files) {
    mkdirSync(dirname(join(root, name, file)), { recursive: true })
    writeFileSync(join(root, name, file), '')
  }
  return join(root, name)
}

const large = { ...astronautFace, box: box<'source'>(0, 0, 200, 200) }

/** A small and a large face on every picture but walls. */
const finder = vi.fn<FindFaces>(async (images) => ({
  faces: new Map(images.map(({ path }) => [path, basename(path) === 'wall.jpg' ? [] : [astronautFace, large]])),
  failed: [],
}))

it('takes the largest face of each image where a folder has no landmarks, and misses those without', async () => {
  const sets = await openSets([folderOf('own', ['ann/1.jpg', 'ann/2.jpg', 'bob/wall.jpg'])], finder)
  expect(sets.map(({ id }) => id)).toEqual(['own', 'own-d'])
  expect(sets[0]!.images.map(({ file, box }) => [file, box])).toEqual([
    ['ann/1.jpg', large.box],
    ['ann/2.jpg', large.box],
  ])
  expect(sets[0]!.missing).toEqual([{ file: 'bob/wall.jpg', why: 'faceless' }])
})

it('tells images that could not be searched from those without a face', async () => {
  const path = folderOf('torn', ['ann/1.jpg', 'ann/2.jpg', 'bob/1.jpg', 'bob/wall.jpg'])
  const torn = join(path, 'bob/1.jpg')
  const half: FindFaces = async (images) => {
    const { faces } = await finder(images)
    return {
      faces: new Map([...faces].filter(([each]) => each !== torn)),
      failed: [{ path: torn, message: 'The browser is gone.' }],
    }
  }
  const [set] = await openSets([path], half)
  expect(set!.missing).toEqual([
    { file: 'bob/1.jpg', why: 'unsearched' },
    { file: 'bob/wall.jpg', why: 'faceless' },
  ])
})

it('asks for no faces where landmarks.csv has them', async () => {
  const path = folderOf('own', ['ann/1.jpg', 'ann/2.jpg'])
  const columns =
    'file,score,box_x,box_y,box_w,box_h,right_eye_x,right_eye_y,left_eye_x,left_eye_y,nose_x,nose_y,mouth_right_x,mouth_right_y,mouth_left_x,mouth_left_y'
  writeFileSync(join(path, 'landmarks.csv'), `${columns}\nann/1.jpg,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15\n`)
  finder.mockClear()
  const [set] = await openSets([path], finder)
  expect(set!.images.map(({ file }) => file)).toEqual(['ann/1.jpg'])
  expect(finder).not.toHaveBeenCalled()
})

it('refuses a folder on whose images there is no face', async () => {
  const opened = openSets([folderOf('walls', ['a/wall.jpg', 'a/wall/wall.jpg'])], finder)
  await expect(opened).rejects.toThrow(FaceFolderError)
})

it('refuses two folders of one name', async () => {
  const paths = [folderOf('one/own', ['ann/1.jpg', 'ann/2.jpg']), folderOf('two/own', ['ann/1.jpg', 'ann/2.jpg'])]
  await expect(openSets(paths, finder)).rejects.toThrow(SetTwiceError)
})

it('opens the drawn faces, with no browser', async () => {
  finder.mockClear()
  const sets = await openSets(['bench/evaluate/fixtures/drawn'], finder)
  expect(sets.map(({ id, images, comparisons }) => [id, images.length, comparisons.one.length])).toEqual([
    ['drawn', 60, 720],
    ['drawn-d', 60, 720],
    ['drawn-xq-synthetic', expect.any(Number), 720],
    ['drawn-xq-unseen', expect.any(Number), 720],
  ])
  for (const { images, comparisons, missing } of sets) {
    expect(missing).toEqual([])
    expect(new Set(images.map(({ person }) => person)).size).toBe(12)
    const genuine = comparisons.isGenuine.reduce((sum, value) => sum + value)
    expect(genuine).toBe(120)
  }
  expect(finder).not.toHaveBeenCalled()
})
