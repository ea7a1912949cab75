import { fileOpen } from 'browser-fs-access'
import { considerModels } from '#stores/lab/own-models.ts'

/** Asks for ONNX files and looks into them. */
export async function pickModels(): Promise<void> {
  try {
    considerModels(await fileOpen({ extensions: ['.onnx'], description: 'ONNX models', multiple: true }))
  } catch (error) {
    // A person who closes the picker wants nothing.
    if (!(error instanceof DOMException && error.name === 'AbortError')) throw error
  }
}
