import { useEngine } from '#stores/engine.ts'
import { markSaved } from '#stores/photos/leaving.ts'
import { usePhotos } from '#stores/photos/photos.ts'
import { listRecord } from '#stores/photos/record.ts'
import { saveFile } from '#ui/save-file.ts'
import { type Delimiter, toCsv } from './csv.ts'

/**
 * Saves the list as a table.
 * @throws FileNotSavedError
 */
export const saveCsv = async (delimiter: Delimiter): Promise<void> =>
  save(toCsv(recordNow().faces, delimiter), 'text/csv', 'csv')

/**
 * Saves everything as the result record.
 * @throws FileNotSavedError
 */
export const saveJson = async (): Promise<void> =>
  save(`${JSON.stringify(recordNow(), null, 1)}\n`, 'application/json', 'json')

const recordNow = () => listRecord(usePhotos.getState(), useEngine.getState().info, new Date())

const save = (text: string, type: string, extension: string) =>
  saveFile(new Blob([text], { type }), `plumb.${extension}`, markSaved(usePhotos.getState()))
