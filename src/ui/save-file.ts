import { fileSave } from 'browser-fs-access'

/** Saves a file where the person says. */
export async function saveFile(blob: Blob, fileName: string): Promise<void> {
  try {
    await fileSave(blob, { fileName, extensions: [fileName.slice(fileName.lastIndexOf('.'))] })
  } catch (error) {
    // A person who closes the dialog wants no file.
    if (!(error instanceof DOMException && error.name === 'AbortError')) throw error
  }
}
