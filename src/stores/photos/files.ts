import { directoryOpen, fileOpen } from 'browser-fs-access'
import { isPictureName, pictureEndings } from '#domain/picture-file/names.ts'
import { addPhotos } from '../session.ts'

/** A file under its name, or under its path from a folder that was dropped or chosen. */
export interface NamedFile {
  readonly name: string
  readonly file: File
}

/**
 * Adds files to the list under their names, or under their paths where they come from a folder. Out of a folder only
 * pictures are taken; a file that a person chose by itself is always tried, so that it can say what is wrong with it.
 */
export function addFiles(files: readonly NamedFile[]): void {
  const wanted = files.filter(({ name, file }) => !name.includes('/') || isPicture(file))
  if (wanted.length > 0) addPhotos(wanted.map(({ name, file }) => ({ name, blob: file })))
}

const isPicture = ({ type, name }: File) => type.startsWith('image/') || isPictureName(name)

/** As a picker gives it. */
const named = (file: File): NamedFile => ({ name: file.webkitRelativePath || file.name, file })

/** Asks for photos and adds them. */
export const pickPhotos = (): Promise<void> =>
  choose(() =>
    fileOpen({ multiple: true, mimeTypes: ['image/*'], extensions: [...pictureEndings], description: 'Photos' }),
  )

/** Asks for a folder and adds the pictures in it and below it. */
export const pickFolder = (): Promise<void> =>
  choose(async () => {
    const files = await directoryOpen({ recursive: true, mode: 'read' })
    // An empty folder comes back as its handle.
    return files.filter((file) => file instanceof File)
  })

/** Opens the phone's camera for one photo and adds it. */
export function takePhoto(): void {
  const input = Object.assign(document.createElement('input'), { type: 'file', accept: 'image/*', capture: 'user' })
  input.addEventListener('change', () => addFiles([...(input.files ?? [])].map(named)))
  input.click()
}

async function choose(ask: () => Promise<readonly File[]>): Promise<void> {
  try {
    addFiles((await ask()).map(named))
  } catch (error) {
    // A person who closes the picker wants nothing.
    if (!(error instanceof DOMException && error.name === 'AbortError')) throw error
  }
}
