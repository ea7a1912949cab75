import { readFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { expect, type Page } from '@playwright/test'
import { procedures } from '../src/domain/alignment/procedures.ts'
import type { Manifest } from '../src/domain/quality/manifest.ts'
import type { FaceRecord, ResultRecord } from '../src/domain/quality/record.ts'

const manifest = JSON.parse(readFileSync('public/models/manifest.json', 'utf8')) as Manifest

export const STUDENT = 'plumb-m'
export const BASELINE = 'plumb-m-baseline'
/** Another student; its baseline is called alike. */
export const SMALL = 'plumb-s'

/** Whether the released student finds out how a crop is cut. */
export const ALIGNS_ITSELF = Boolean(manifest.models.find(({ id }) => id === STUDENT)?.output.alignment)

/** How many procedures cut a face of which everything was found. */
export const PROCEDURES = ALIGNS_ITSELF ? procedures.length : procedures.length - 1

/** Opens the app, keys and all; `query` such as `?backend=wasm`. */
export async function open(page: Page, query = '?backend=wasm'): Promise<void> {
  // Saving through a picker cannot be driven; without it the app saves as Firefox and Safari do, by download.
  await page.context().addInitScript(() => Reflect.deleteProperty(window, 'showOpenFilePicker'))
  await page.goto(query)
  // A key that is pressed before React has mounted is lost. The shell names its workspace once it listens.
  await expect(page).toHaveTitle(/ · Plumb$/)
}

/** Drops files on the window, as from a file manager. */
export const drop = (page: Page, paths: readonly string[]) => page.getByRole('main').drop({ files: [...paths] })

/** Waits until as many faces are scored and nothing is left to find, score or measure, as a screen reader hears it. */
export const settled = (page: Page, faces: number) =>
  expect(page.getByText(`All done: ${faces} ${faces === 1 ? 'face' : 'faces'} scored.`)).toBeAttached({
    timeout: 90_000,
  })

/** Saves the list, or the Lab's experiment, through the export menu and returns the file's text. */
export async function save(page: Page, item: RegExp): Promise<string> {
  await page.getByRole('button', { name: 'Export' }).click()
  const download = page.waitForEvent('download')
  await page.getByRole('menuitem', { name: item }).click()
  return readFile(await (await download).path(), 'utf8')
}

export const exportRecord = async (page: Page): Promise<ResultRecord> =>
  JSON.parse(await save(page, /JSON/)) as ResultRecord

/** The only face of a file in a record. */
export function faceOf(record: ResultRecord, file: string): FaceRecord {
  const faces = record.faces.filter((face) => face.file === file)
  expect(faces, `faces of ${file}`).toHaveLength(1)
  return faces[0]!
}
