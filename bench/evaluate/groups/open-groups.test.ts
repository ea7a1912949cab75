import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { astronautFace } from '#domain/alignment/astronaut-face.ts'
import { plainMeasures } from '../models/find-models.ts'
import { drawnSetting } from '../run/drawn-setting.ts'
import { measure } from '../run/measure.ts'
import { NoGroupsError } from './labels.ts'
import { groupsWanted, measuredGroups } from './measured-groups.ts'
import { openGroups } from './open-groups.ts'

let root: string
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'plumb-groups-'))
})
afterEach(() => rmSync(root, { recursive: true }))

function folderOf(name: string, files: readonly string[], groups?: string): string {
  for (const file of files) {
    mkdirSync(dirname(join(root, name, 'images', file)), { recursive: true })
    copyFileSync('e2e/photos/astronaut.jpg', join(root, name, 'images', file))
  }
  if (groups) writeFileSync(join(root, name, 'groups.csv'), groups)
  return join(root, name)
}

/** The same face on every picture but walls. */
const find = async (images: readonly { readonly path: string }[]) => ({
  faces: new Map(images.map(({ path }) => [path, path.includes('wall') ? [] : [astronautFace]])),
  failed: [],
})

const labelsOf = ({ images, attributes }: Awaited<ReturnType<typeof openGroups>>) =>
  attributes.map(({ name, of }) => [name, Object.fromEntries(images.map(({ file }, i) => [file, of[i]]))])

describe('groups of people', () => {
  it('are told by names as UTKFace has them', async () => {
    const files = ['0_1_4_2017.jpg', '39_0_2_2017.jpg', '116_1_0_2017.jpg', 'more/70_0_1_a_b.jpg', 'nobody.jpg']
    const folder = await openGroups(folderOf('utkface', files), find)
    expect([folder.id, folder.label]).toEqual(['utkface', 'UTKFace'])
    expect(labelsOf(folder)).toEqual([
      ['Age', labels(files, ['0–9', '30–39', '70 and over', '70 and over', null])],
      ['Sex', labels(files, ['Female', 'Male', 'Female', 'Male', null])],
      ['Ethnicity', labels(files, ['Other', 'Asian', 'White', 'Black', null])],
    ])
  })

  it('are told by groups.csv, whatever the names, its values in order', async () => {
    const rows = ['a.jpg,Year,2010', '1_1_1_b.jpg,Year,990', 'a.jpg,Hat,none']
    const folder = await openGroups(
      folderOf('own', ['a.jpg', '1_1_1_b.jpg'], `file,group,value\n${rows.join('\n')}`),
      find,
    )
    expect(labelsOf(folder)).toEqual([
      ['Year', { 'a.jpg': '2010', '1_1_1_b.jpg': '990' }],
      ['Hat', { 'a.jpg': 'none', '1_1_1_b.jpg': null }],
    ])
    expect(folder.attributes[0]!.values).toEqual(['990', '2010'])
  })

  it('leave out images without a face, and keep each label with its image', async () => {
    const folder = await openGroups(folderOf('own', ['20_0_0_wall.jpg', '30_1_1_b.jpg']), find)
    expect(folder.missing).toEqual([{ file: '20_0_0_wall.jpg', why: 'faceless' }])
    expect(labelsOf(folder)[0]).toEqual(['Age', { '30_1_1_b.jpg': '30–39' }])
  })

  it('that nobody tells are asked for', async () => {
    await expect(openGroups(folderOf('own', ['a.jpg']), find)).rejects.toThrow(NoGroupsError)
    await expect(openGroups(folderOf('other', ['a.jpg'], 'file,group\na.jpg,Hat\n'), find)).rejects.toThrow(
      'without value',
    )
  })

  it('are measured by their proper crops, and broken images are missing', async () => {
    const path = folderOf('own', ['20_0_0_a.jpg', '30_1_1_b.jpg'])
    writeFileSync(join(path, 'images/40_1_1_c.jpg'), 'no picture')
    const folder = await openGroups(path, find)
    const setting = { ...drawnSetting(join(root, 'cache')), ...plainMeasures }
    const run = await measure([groupsWanted(folder.images, ['laplacian'])], setting, { threads: 1 })
    const scale = { quantiles: [0, 1] }
    const measured = measuredGroups(folder, run.of(folder.images), [{ id: 'laplacian', scale }])
    expect(measured).toMatchObject({ id: 'own', images: 2, missing: 1, methods: [{ id: 'laplacian', scale }] })
    const [first, second, broken] = measured.methods[0]!.raws
    expect([first! > 0, second, broken]).toEqual([true, first, Number.NaN])
  })
})

const labels = (files: readonly string[], of: readonly (string | null)[]) =>
  Object.fromEntries(files.map((file, i) => [file, of[i]]))
