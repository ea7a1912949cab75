// @vitest-environment happy-dom
import { expect, it } from 'vitest'
import { droppedFiles } from './dropped-files.ts'

const photo = (name: string) => new File(['pixels'], name)

/** An entry as browsers give it for a dropped file. */
const fileEntry = (path: string, file: File | null = photo(path.split('/').at(-1)!)) => ({
  isDirectory: false,
  name: path.split('/').at(-1)!,
  fullPath: path,
  file: (resolve: (file: File) => void, reject: (error: Error) => void) =>
    file ? resolve(file) : reject(new DOMException('gone', 'NotFoundError')),
})

/** A folder that gives its entries two at a time, as browsers give them a hundred at a time. */
const folderEntry = (path: string, entries: readonly unknown[]) => ({
  isDirectory: true,
  fullPath: path,
  createReader() {
    const rest = [...entries]
    return { readEntries: (resolve: (some: readonly unknown[]) => void) => resolve(rest.splice(0, 2)) }
  },
})

/** What a drop event carries; counts what its items are asked, and gives nothing once the event is over. */
function drop(entries: readonly { readonly isDirectory: boolean }[], files: readonly File[]) {
  const asked = { entry: 0, file: 0, handle: 0 }
  let isOver = false
  const items = entries.map((entry, i) => ({
    kind: 'file',
    webkitGetAsEntry() {
      asked.entry++
      return isOver ? null : entry
    },
    getAsFile() {
      asked.file++
      return isOver ? null : files[i]
    },
    getAsFileSystemHandle() {
      asked.handle++
    },
  }))
  const data = { items, files } as unknown as DataTransfer
  const reading = droppedFiles(data)
  isOver = true
  return { reading, asked }
}

it('takes ten thousand files, asking each once and none for its handle', async () => {
  const files = Array.from({ length: 10_000 }, (_, i) => photo(`${i}.jpg`))
  const { reading, asked } = drop(
    files.map(({ name }) => fileEntry(`/${name}`)),
    files,
  )
  const named = await reading
  expect(named).toHaveLength(10_000)
  expect(named[9999]).toEqual({ name: '9999.jpg', file: files[9999] })
  expect(asked).toEqual({ entry: 10_000, file: 0, handle: 0 })
})

it('takes files beside folders, and all in folders under their paths', async () => {
  const inside = [1, 2, 3].map((i) => fileEntry(`/trip/${i}.jpg`))
  const deeper = folderEntry('/trip/day', [fileEntry('/trip/day/4.jpg')])
  const alone = photo('alone.jpg')
  const { reading } = drop(
    [fileEntry('/alone.jpg', alone), folderEntry('/trip', [...inside, deeper])],
    [alone, photo('trip')],
  )
  const named = await reading
  expect(named.map(({ name }) => name)).toEqual([
    'alone.jpg',
    'trip/1.jpg',
    'trip/2.jpg',
    'trip/3.jpg',
    'trip/day/4.jpg',
  ])
  expect(named[0]!.file).toBe(alone)
})

it('keeps a file that cannot be opened, so that the list can say so', async () => {
  const { reading } = drop([folderEntry('/trip', [fileEntry('/trip/gone.jpg', null)])], [photo('trip')])
  expect((await reading).map(({ name, file }) => [name, file.size])).toEqual([['trip/gone.jpg', 0]])
})
