import { fileSave } from 'browser-fs-access'
import { PlumbError } from '#domain/errors.ts'

/** A file that was made and found no place. */
export class FileNotSavedError extends PlumbError {
  override readonly name = 'FileNotSavedError'
  readonly code = 'file-not-saved'
  readonly remedy = 'Choose another folder or name, and see that there is room for it.'
  constructor(fileName: string, cause: unknown) {
    super(`${fileName} could not be saved.`, { cause })
  }
}

/**
 * Saves a file where the person says.
 * @param onSaved  called unless the person changed their mind
 * @throws FileNotSavedError
 */
export async function saveFile(blob: Blob, fileName: string, onSaved: () => void = () => {}): Promise<void> {
  try {
    await fileSave(blob, { fileName, extensions: [fileName.slice(fileName.lastIndexOf('.'))] })
    onSaved()
  } catch (cause) {
    // A person who closes the dialog wants no file.
    if (!(cause instanceof DOMException && cause.name === 'AbortError')) throw new FileNotSavedError(fileName, cause)
  }
}
