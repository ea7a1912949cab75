import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buffer } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { zipSync } from 'fflate'
import { pack } from 'tar-stream'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { photosInArchive } from './archive.ts'
import type { SkipReason } from './skipped.ts'

const astronaut = readFileSync('e2e/photos/astronaut.jpg')
const time = new Date('2026-01-02T03:04:06.000Z')

const files = {
  '000001.jpg': astronaut,
  '000001.json': Buffer.from('{}'),
  'deep/000002.jpg': astronaut.subarray(0, 1000),
  '.hidden/3.jpg': astronaut,
}

async function tarOf(contents: Readonly<Record<string, Buffer>>): Promise<Buffer> {
  const tar = pack()
  tar.entry({ name: 'deep', type: 'directory' })
  tar.entry({ name: 'link.jpg', type: 'symlink', linkname: '/etc/passwd' })
  for (const [name, bytes] of Object.entries(contents)) tar.entry({ name, mtime: time }, bytes)
  tar.finalize()
  return buffer(tar)
}

let folder: string
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'plumb-archive-'))
})
afterAll(() => rmSync(folder, { recursive: true }))

async function read(name: string, bytes: Uint8Array) {
  writeFileSync(join(folder, name), bytes)
  const skipped: [string, SkipReason][] = []
  const photos = []
  for await (const photo of photosInArchive({ path: join(folder, name), name }, (...each) => skipped.push(each))) {
    const content = await photo.open().then(
      async (open) => ({ ...open, bytes: await buffer(open.stream()) }),
      (error: Error) => error.message,
    )
    photos.push({ name: photo.name, content })
  }
  return { photos, skipped }
}

const expected = (archive: string) => ({
  photos: [
    { name: `${archive}/000001.jpg`, content: { size: astronaut.length, bytes: astronaut } },
    { name: `${archive}/deep/000002.jpg`, content: { size: 1000, bytes: astronaut.subarray(0, 1000) } },
  ],
  skipped: [
    [`${archive}/000001.json`, 'no-picture'],
    [`${archive}/.hidden/3.jpg`, 'hidden'],
  ],
})

describe('photosInArchive', () => {
  it('reads the pictures of a ZIP, packed or not', async () => {
    const [first, ...others] = Object.entries(files)
    const zip = zipSync({ [first![0]]: [first![1], { level: 0 }], ...Object.fromEntries(others) })
    expect(await read('a.zip', zip)).toMatchObject(expected('a.zip'))
  })

  it.each(['a.tar', 'a.tar.gz', 'a.tgz'])('reads the pictures of %s, and follows no link in it', async (name) => {
    const tar = await tarOf(files)
    const found = await read(name, name.endsWith('gz') ? gzipSync(tar) : tar)
    expect(found).toMatchObject(expected(name))
    expect(found.photos[0]!.content).toMatchObject({ modified: time.toISOString() })
  })

  it('gives what comes before the damage, and then a photo that fails', async () => {
    const tar = await tarOf(files)
    const { photos } = await read('cut.tar', tar.subarray(0, tar.length - 60_000))
    expect(photos[0]).toMatchObject({ name: 'cut.tar/000001.jpg', content: { size: astronaut.length } })
    expect(photos.at(-1)).toMatchObject({
      name: 'cut.tar',
      content: expect.stringContaining('cannot be read to its end'),
    })
    expect((await read('no.zip', astronaut)).photos).toMatchObject([{ name: 'no.zip' }])
  })

  it('says so where there is none', async () => {
    const { value } = await photosInArchive({ path: join(folder, 'none.tar'), name: 'none.tar' }, () => {}).next()
    await expect(value.open()).rejects.toMatchObject({ code: 'file-missing' })
  })
})
