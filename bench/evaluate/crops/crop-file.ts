import { closeSync, openSync, renameSync, rmSync, writeFileSync, writeSync } from 'node:fs'
import type { Raster } from '#domain/geometry/raster.ts'
import { cropSize } from '#domain/geometry/template.ts'
import { npyHeader } from './npy.ts'

/** Crops of one condition, written as they come. */
export interface CropFile {
  /** Null: there is none, and zeros stand for it. */
  add(name: string, crop: Raster | null): void
  /** Gives the file its name: it is whole. */
  keep(): void
  /** Removes what was written, unless it was kept. */
  drop(): void
}

const none = new Uint8Array(cropSize * cropSize * 3)

/**
 * Begins a NumPy file [n, 112, 112, 3]; until it is whole, it is called `.part`.
 * @param path  without `.npy`; where crops are missing, `.missing.txt` beside it names them
 */
export function createCropFile(path: string): CropFile {
  const part = `${path}.npy.part`
  const list = `${path}.missing.txt`
  const file = openSync(part, 'w')
  const missing: string[] = []
  let count = 0
  let isOpen = true
  const close = () => {
    isOpen = false
    closeSync(file)
  }
  const header = () => npyHeader([count, cropSize, cropSize, 3])
  writeFileSync(file, header())
  return {
    add(name, crop) {
      writeFileSync(file, crop?.data ?? none)
      if (!crop) missing.push(name)
      count++
    },
    keep() {
      writeSync(file, header(), 0, null, 0)
      close()
      if (missing.length > 0) writeFileSync(list, linesOf(missing))
      else rmSync(list, { force: true })
      renameSync(part, `${path}.npy`)
    },
    drop() {
      if (!isOpen) return
      close()
      rmSync(part)
    },
  }
}

/** A line each. */
export const linesOf = (names: readonly string[]): string => names.map((name) => `${name}\n`).join('')
