import type { Backend, FailedRecord, ResultRecord } from '#domain/quality/record.ts'
import type { HeadlessOptions } from '#headless.ts'
import { printable } from '../cli/printable.ts'
import { startPool } from './browser/pool.ts'
import type { Arguments } from './command/read-arguments.ts'
import { threadsOf } from './jobs.ts'
import { emptyJournal, openJournal } from './journal.ts'
import { formats } from './outputs/formats.ts'
import { createTable } from './outputs/table.ts'
import type { ProgressBar } from './progress.ts'
import { scorePhotos } from './run.ts'

/** What a run has come to. */
export interface Scored {
  readonly photos: number
  readonly faces: number
  readonly failures: number
  /** Seconds, without the start. */
  readonly seconds: number
  readonly backend: Backend
  /** Why that one, as a code. */
  readonly reason: string
}

export interface Surroundings {
  readonly version: string
  readonly signal: AbortSignal
  /** Called once everything has started, with the number of photos; null where nobody knows it. */
  readonly startProgress: (total: number | null) => ProgressBar
}

/**
 * Scores what the command line names, and writes the results as they come. Where the signal fires, what is done is written
 * and stays beside its place, as it does after an error.
 * @throws BrowserStartError where none starts; what cannot be written throws too
 */
export async function scoreInputs(asked: Arguments, { version, signal, startProgress }: Surroundings): Promise<Scored> {
  const total = await asked.inputs.count()
  const jobs = total === null ? asked.jobs : Math.max(1, Math.min(asked.jobs, total))
  const { backend, student, isStudentAlone, stability, goesOnFrom } = asked
  const options: HeadlessOptions = { backend, student, isStudentAlone, threads: threadsOf(jobs) }
  const pool = await startPool(jobs, options)
  signal.addEventListener('abort', () => void pool.close())
  try {
    const info = await pool.info()
    const models = info.models.map(({ id, sha256 }) => ({ id, sha256 }))
    const journal = goesOnFrom === null ? emptyJournal : await openJournal(goesOnFrom)
    const outputs = asked.outputs.map(({ format, path }) => formats[format].create(path, version, goesOnFrom !== null))
    const table = createTable(models.map(({ id }) => id))
    const progress = startProgress(total)
    progress.row(table.header)

    const start = performance.now()
    const failed: FailedRecord[] = []
    let photos = 0
    let faces = 0
    let used: Backend = info.backend
    try {
      const run = { jobs, stability, version, models, journal, crops: asked.crops }
      for await (const line of scorePhotos(asked.inputs.photos(signal), pool, run, signal)) {
        for (const output of outputs) output.add(line)
        for (const face of line.faces) progress.row(table.row(face))
        for (const { file, message } of line.failed) progress.say(`${printable(file)}: ${message}`)
        photos++
        faces += line.faces.length
        failed.push(...line.failed)
        used = line.backend ?? used
        progress.show(photos, failed.length)
      }
    } finally {
      progress.end()
      const record: Omit<ResultRecord, 'faces'> = {
        schema: 1,
        app: { name: 'Plumb', version },
        created: new Date().toISOString(),
        backend: used,
        landmarks: 'landmarker',
        models,
        failed,
      }
      for (const output of outputs) output.end(record)
    }
    const seconds = (performance.now() - start) / 1000
    if (!signal.aborted) {
      for (const output of outputs) output.commit()
      journal.end()
    }
    const { reason } = signal.aborted ? info : await pool.info()
    return { photos, faces, failures: failed.length, seconds, backend: used, reason: reason.code }
  } finally {
    await pool.close()
  }
}
