import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { createModelFiles, type FileEntry } from './files.ts'

const entryOf = (file: string, content: Uint8Array): FileEntry => ({
  file,
  bytes: content.length,
  sha256: createHash('sha256').update(content).digest('hex'),
})

const content = { 'a.onnx': new Uint8Array(3000).fill(1), 'b.onnx': new Uint8Array(500).fill(2) }
const a = entryOf('a.onnx', content['a.onnx'])
const b = entryOf('b.onnx', content['b.onnx'])

/** A folder on a server, in memory, that notes what is asked of it. */
function createFolder(files: Record<string, Uint8Array<ArrayBuffer> | string>) {
  const asked: string[] = []
  const fetchFile: typeof fetch = async (address, options) => {
    const file = String(address).replace('https://host/models/', '')
    asked.push(`${file} ${options?.cache}`)
    const body = files[file]
    return body === undefined ? new Response(null, { status: 404 }) : new Response(body)
  }
  return { asked, files, folder: createModelFiles('https://host/models/', fetchFile) }
}

describe('createModelFiles', () => {
  it('loads files with the bytes of all of them together as progress', async () => {
    const { folder } = createFolder({ ...content })
    const progress: number[] = []
    const loaded = await folder.load([a, b], (bytes, total) => {
      expect(total).toBe(3500)
      progress.push(bytes)
    })
    expect(loaded.map(({ length }) => length)).toEqual([3000, 500])
    expect(progress).toEqual([...progress].sort((one, other) => one - other))
    expect(progress.at(-1)).toBe(3500)
  })

  it('fetches a file once, also where another failed beside it', async () => {
    const { asked, files, folder } = createFolder({ 'a.onnx': content['a.onnx'] })
    await expect(folder.load([a, b])).rejects.toMatchObject({ code: 'model-load', file: 'b.onnx' })
    files['b.onnx'] = content['b.onnx']
    await folder.load([a, b])
    expect(asked.filter((request) => request.startsWith('a.onnx'))).toHaveLength(1)
  })

  it('asks past the cache for a file with another hash, and refuses it then', async () => {
    const { asked, folder } = createFolder({ 'a.onnx': new Uint8Array(3000).fill(9) })
    await expect(folder.load([a])).rejects.toMatchObject({ code: 'model-checksum', file: 'a.onnx' })
    expect(asked).toEqual(['a.onnx default', 'a.onnx reload'])
  })

  it('refuses a file that goes on after its end', async () => {
    const { folder } = createFolder({ 'a.onnx': new Uint8Array(9000).fill(1) })
    await expect(folder.load([a])).rejects.toMatchObject({ code: 'model-checksum' })
  })

  it('tells a manifest that is none from one that is not there', async () => {
    await expect(createFolder({}).folder.manifest()).rejects.toMatchObject({ code: 'model-load' })
    const { folder } = createFolder({ 'manifest.json': '<!doctype html>' })
    await expect(folder.manifest()).rejects.toMatchObject({ code: 'manifest-invalid' })
  })
})
