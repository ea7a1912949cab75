import { execFile } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { sha256Of } from '../hash.ts'

const source = {
  /** MIT. */
  package: 'faceplugin-face-recognition-js@0.0.1',
  file: 'package/model/fr_feature.onnx',
  sha256: '87aacdfe57510db2af90c0251df680e8eec88f122ee94712121d09bcaaaf3581',
} as const

const run = promisify(execFile)

/**
 * The recogniser from which the students learnt, out of its npm package: fetched once by `npm pack`, and checked; the
 * same as distill/nets/student.py does.
 * @param path  where it is kept
 * @throws Error where npm cannot fetch it, or gives another file
 */
export async function npmRecogniserFile(path: string): Promise<string> {
  if (!existsSync(path)) await fetchTo(path)
  const found = sha256Of(readFileSync(path))
  if (found !== source.sha256)
    throw new Error(`${path} has sha256 ${found}, not ${source.sha256}: delete it, run again.`)
  return path
}

async function fetchTo(path: string): Promise<void> {
  mkdirSync(dirname(path), { recursive: true })
  const folder = mkdtempSync(join(dirname(path), 'npm-'))
  try {
    const { stdout } = await run('npm', ['pack', '--silent', source.package], { cwd: folder, timeout: 300_000 })
    await run('tar', ['-xzf', stdout.trim().split(/\s+/).at(-1)!, source.file], { cwd: folder })
    // Only whole files get the name that is looked for.
    renameSync(join(folder, source.file), path)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
