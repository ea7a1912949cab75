import type { NamedFile } from '#stores/photos/files.ts'

/**
 * The files of a drop or a paste, those in folders too, whose paths then name them. Each item is asked for its entry
 * alone: who asks for its handle as well waits a time that grows with the square of their number.
 *
 * All of `data` is read before this returns, since the browser takes it away after the event.
 */
export function droppedFiles(data: DataTransfer): Promise<readonly NamedFile[]> {
  const items = [...data.items].filter(({ kind }) => kind === 'file')
  const entries = items.map((item) => item.webkitGetAsEntry())
  if (!entries.some((entry) => entry?.isDirectory))
    return Promise.resolve([...data.files].map((file) => ({ name: file.name, file })))
  const parts = entries.map((entry, i) => {
    if (entry?.isDirectory) return walk(entry as FileSystemDirectoryEntry)
    const file = items[i]!.getAsFile()
    return file ? [{ name: file.name, file }] : []
  })
  return Promise.all(parts).then((all) => all.flat())
}

async function walk(folder: FileSystemDirectoryEntry): Promise<readonly NamedFile[]> {
  const reader = folder.createReader()
  const found: NamedFile[] = []
  for (;;) {
    // Some at a time, until none are left.
    const entries = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject))
    if (entries.length === 0) return found
    const parts = await Promise.all(
      entries.map((entry) =>
        entry.isDirectory ? walk(entry as FileSystemDirectoryEntry) : open(entry as FileSystemFileEntry),
      ),
    )
    found.push(...parts.flat())
  }
}

async function open(entry: FileSystemFileEntry): Promise<readonly NamedFile[]> {
  const file = await new Promise<File>((resolve, reject) => entry.file(resolve, reject)).catch(
    // It cannot be opened, and the list is to say so.
    () => new File([], entry.name),
  )
  return [{ name: entry.fullPath.replace(/^\//, ''), file }]
}
