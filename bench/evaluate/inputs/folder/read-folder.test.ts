import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { NameClashError } from '#domain/evaluation/match-names.ts'
import { FaceFolderError, FaceListError } from './errors.ts'
import { readFolder, withMarks } from './read-folder.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'plumb-folder-'))
})
afterEach(() => rmSync(root, { recursive: true }))

/** A folder of these files; pictures are empty, since nothing decodes them. */
function folderOf(name: string, files: readonly string[], lists: Readonly<Record<string, string>> = {}): string {
  const all = { ...Object.fromEntries(files.map((file) => [file, ''])), ...lists }
  for (const [file, text] of Object.entries(all)) {
    const path = join(root, name, file)
    mkdirSync(dirname(path), { recursive: true })
    writeFileSync(path, text)
  }
  return join(root, name)
}

const header =
  'file,score,box_x,box_y,box_w,box_h,right_eye_x,right_eye_y,left_eye_x,left_eye_y,nose_x,nose_y,mouth_right_x,mouth_right_y,mouth_left_x,mouth_left_y'

describe('a folder with listed pairs', () => {
  const files = ['images/A/A_0001.jpg', 'images/A/A_0002.jpg', 'images/B/B_0001.jpg', 'images/C/C_0001.jpg']

  it('gives the images that they name, and says which are not there', () => {
    const path = folderOf('lfw', files, { 'pairs.txt': '1\t2\nA\t1\t2\nA\t1\t3\nA\t2\tB\t1\nA\t1\tD\t4\n' })
    const { folder, marks } = readFolder(path)
    expect(folder.name).toBe('lfw')
    expect(folder.images.map(({ key, person }) => [key, person])).toEqual([
      ['lfw/A/A_0001.jpg', 'A'],
      ['lfw/A/A_0002.jpg', 'A'],
      ['lfw/B/B_0001.jpg', 'B'],
    ])
    expect(folder.images[0]!.path).toBe(join(path, 'images/A/A_0001.jpg'))
    expect(folder.pairs).toEqual([
      { one: 'A/A_0001.jpg', other: 'A/A_0002.jpg', isGenuine: true, line: 2 },
      { one: 'A/A_0002.jpg', other: 'B/B_0001.jpg', isGenuine: false, line: 4 },
    ])
    expect(folder.missing).toEqual(['A/A_0003.jpg', 'D/D_0004.jpg'].map((file) => ({ file, why: 'absent' })))
    expect(marks).toBeNull()
  })

  it('takes names in the list with more or fewer folders before them', () => {
    const path = folderOf('flat', files, { 'pairs.csv': 'img1,img2,label\n/data/lfw/A/A_0001.jpg,A_0002.jpg,1\n' })
    expect(readFolder(path).folder.pairs).toEqual([
      { one: 'A/A_0001.jpg', other: 'A/A_0002.jpg', isGenuine: true, line: 2 },
    ])
  })

  it('is refused where two names of the list are one file’s, or a pair is of an image with itself', () => {
    const one = ['images/1.jpg', 'images/2.jpg']
    const clash = folderOf('clash', one, { 'pairs.csv': 'img1,img2,label\na/1.jpg,2.jpg,1\nb/1.jpg,2.jpg,0\n' })
    expect(() => readFolder(clash)).toThrow(NameClashError)
    expect(() => readFolder(clash)).toThrow('a/1.jpg and b/1.jpg are two names of a list')
    const selfish = folderOf('self', one, { 'pairs.csv': 'img1,img2,label\n1.jpg,2.jpg,1\n1.jpg,1.jpg,1\n' })
    expect(() => readFolder(selfish)).toThrow('Line 3 of the pair list: 1.jpg is compared with itself.')
  })

  it('is read from a list in UTF-16 with Windows’ slashes and lines', () => {
    const text = 'Img1;Img2;Label\r\nA\\A_0001.jpg;A\\A_0002.jpg;genuine\r\n'
    const path = folderOf('windows', files)
    writeFileSync(join(path, 'pairs.csv'), Buffer.concat([Buffer.of(0xff, 0xfe), Buffer.from(text, 'utf16le')]))
    expect(readFolder(path).folder.pairs).toMatchObject([{ one: 'A/A_0001.jpg', other: 'A/A_0002.jpg' }])
  })

  it('is unusable where no image of them is there', () => {
    const path = folderOf('lfw', files, { 'pairs.txt': 'D\t1\t2\n' })
    expect(() => readFolder(path)).toThrow(FaceFolderError)
    expect(() => readFolder(path)).toThrow('no image of its pairs is there')
  })
})

describe('a folder with identities', () => {
  const files = ['images/1.jpg', 'images/2.jpg', 'images/3.jpg', 'images/4.jpg']

  it('gives split val alone, with views', () => {
    const path = folderOf('cfp', files, {
      'identities.csv':
        'file,identity,view,split\n1.jpg,7,frontal,train\n2.jpg,8,frontal,val\n3.jpg,8,profile,val\n5.jpg,8,profile,val\n',
    })
    const { folder } = readFolder(path)
    expect(folder.images.map(({ file, person, view }) => [file, person, view])).toEqual([
      ['2.jpg', '8', 'frontal'],
      ['3.jpg', '8', 'profile'],
    ])
    expect([folder.split, folder.pairs, folder.missing]).toEqual(['val', null, [{ file: '5.jpg', why: 'absent' }]])
  })

  it('gives everyone where there are no splits', () => {
    const path = folderOf('own', files, { 'identities.csv': 'file,identity\n1.jpg,7\n2.jpg,7\n3.jpg,8\n' })
    const { folder } = readFolder(path)
    expect(folder.images.map(({ file }) => file)).toEqual(['1.jpg', '2.jpg', '3.jpg'])
    expect(folder.split).toBeNull()
  })

  it('is unusable where everyone has been trained on', () => {
    const path = folderOf('own', files, { 'identities.csv': 'file,identity,split\n1.jpg,7,train\n2.jpg,7,test\n' })
    expect(() => readFolder(path)).toThrow('no split val')
  })

  it('says which column is missing', () => {
    const path = folderOf('own', files, { 'identities.csv': 'file,person\n1.jpg,7\n' })
    expect(() => readFolder(path)).toThrow(FaceListError)
    expect(() => readFolder(path)).toThrow('without identity')
  })
})

describe('a folder without lists', () => {
  it('has a folder a person', () => {
    const { folder } = readFolder(folderOf('own', ['ann/x.jpg', 'ann/y.png', 'bob/x.jpg']))
    expect(folder.images.map(({ key, person }) => [key, person])).toEqual([
      ['own/ann/x.jpg', 'ann'],
      ['own/ann/y.png', 'ann'],
      ['own/bob/x.jpg', 'bob'],
    ])
    expect(folder.pairs).toBeNull()
  })

  it.each([
    ['no two images show one person', ['ann/x.jpg', 'bob/x.jpg']],
    ['it holds no picture', ['notes.txt']],
  ])('is unusable: %s', (why, files) => {
    expect(() => readFolder(folderOf('own', files))).toThrow(why)
  })

  it('is unusable where it is none', () => {
    expect(() => readFolder(join(root, 'nowhere'))).toThrow('it is no folder')
  })
})

describe('landmarks.csv', () => {
  const files = ['ann/x.jpg', 'ann/y.jpg', 'ann/z.jpg']
  const row = (file: string) => `${file},0.9,10,20,30,40,1.5,2,3,4,5,6,7,8,9,10\n`

  it('marks the faces; images that it leaves out are missing', () => {
    const path = folderOf('own', files, { 'landmarks.csv': `${header}\n${row('ann/x.jpg')}${row('ann/z.jpg')}` })
    const { folder, marks } = readFolder(path)
    const marked = withMarks(folder, marks!)
    expect(marked.images.map(({ file }) => file)).toEqual(['ann/x.jpg', 'ann/z.jpg'])
    expect(marked.missing).toEqual([{ file: 'ann/y.jpg', why: 'faceless' }])
    expect(marked.images[0]).toMatchObject({
      landmarks: {
        rightEye: { x: 1.5, y: 2 },
        leftEye: { x: 3, y: 4 },
        noseTip: { x: 5, y: 6 },
        mouthRight: { x: 7, y: 8 },
        mouthLeft: { x: 9, y: 10 },
      },
      box: { x: 9.5, y: 19.5, width: 30, height: 40 },
      confidence: 0.9,
    })
  })

  it('says where a number is missing', () => {
    const path = folderOf('own', files, { 'landmarks.csv': `${header}\n${row('ann/x.jpg').replace('1.5', '')}` })
    expect(() => readFolder(path)).toThrow('row 1: right_eye_x is no number')
  })
})
