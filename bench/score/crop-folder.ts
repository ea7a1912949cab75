import { mkdirSync, statSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve, sep } from 'node:path'

/** A folder of mended crops, PNG, 112 × 112. */
export interface CropFolder {
  /**
   * @param file   the photo's name in the results
   * @param crops  PNGs in base64, by the photo's faces; null where a face has none
   */
  write(file: string, crops: readonly (string | null)[]): void
}

/**
 * Makes the folder where it is not there yet.
 * @param inputs  paths of photos and of their folders, absolute: crops do not lie among them, where the next run would take them for photos
 * @throws Error where it is a file, or lies among the inputs
 */
export function createCropFolder(folder: string, inputs: readonly string[]): CropFolder {
  const path = resolve(folder)
  if (statSync(path, { throwIfNoEntry: false })?.isDirectory() === false)
    throw new Error(`${folder} is a file. Name a folder for the crops.`)
  if (inputs.some((input) => dirname(input) === path || isWithin(path, input)))
    throw new Error(`${folder} holds photos. Name another folder for the crops.`)
  mkdirSync(path, { recursive: true })
  return {
    write(file, crops) {
      for (const [face, png] of crops.entries())
        if (png !== null) writeFileSync(join(path, cropName(file, face)), Buffer.from(png, 'base64'))
    },
  }
}

const isWithin = (path: string, folder: string) => path === folder || path.startsWith(folder + sep)

/**
 * `group%2Fparty.jpg-1.png`: what a file system may take for more than a letter is written as in an address, so no two
 * crops share a name and none leaves the folder.
 */
export const cropName = (file: string, face: number): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: Windows takes none of them in a name.
  `${file.replace(/[%/\\:*?"<>|\u0000-\u001f]/g, (letter) => `%${letter.charCodeAt(0).toString(16).padStart(2, '0').toUpperCase()}`)}-${face}.png`
