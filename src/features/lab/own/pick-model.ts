import { fileOpen } from 'browser-fs-access'
import { considerModel } from '#stores/lab/own-models.ts'

/** Asks for an ONNX file and looks into it. */
export async function pickModel(): Promise<void> {
  try {
    await considerModel(await fileOpen({ extensions: ['.onnx'], description: 'ONNX models' }))
  } catch (error) {
    // A person who closes the picker wants nothing.
    if (!(error instanceof DOMException && error.name === 'AbortError')) throw error
  }
}
