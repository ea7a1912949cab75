import type { ProtocolId } from '#domain/alignment/protocols.ts'
import packageJson from '../../package.json' with { type: 'json' }
import { namedInputs } from '../score/inputs/inputs.ts'
import { usualJobs } from '../score/jobs.ts'
import type { ProgressBar } from '../score/progress.ts'
import { scoreInputs } from '../score/score-inputs.ts'

interface Way {
  readonly stability: ProtocolId
  readonly models: 'both' | 'student'
  readonly jobs: number
}

const silent: ProgressBar = { show() {}, row() {}, say() {}, end() {} }

/**
 * Scores the photos below a folder in every way, one after the other, in one run.
 * @throws Error where there is none
 */
export async function benchBatch(folder: string): Promise<object> {
  if (namedInputs([folder], () => {}).isEmpty) throw new Error(`There is no photo in ${folder}.`)
  const several = Math.max(2, usualJobs())
  const ways = [
    { stability: 'p24', models: 'both' },
    { stability: 'p6', models: 'both' },
    { stability: 'none', models: 'both' },
    { stability: 'none', models: 'student' },
  ] as const
  const rows: (Way & { readonly photos_per_s: number; readonly times_first: number })[] = []
  for (const way of ways)
    for (const jobs of [1, several]) {
      const rate = await rateOf(folder, { ...way, jobs })
      const first = rows[0]?.photos_per_s ?? rate
      rows.push({ ...way, jobs, photos_per_s: rate, times_first: Number((rate / first).toFixed(2)) })
      process.stderr.write(`${JSON.stringify(rows.at(-1))}\n`)
    }
  return { photos: await namedInputs([folder], () => {}).count(), rows }
}

/** Photos a second, to three digits. */
async function rateOf(folder: string, { stability, models, jobs }: Way): Promise<number> {
  const { photos, seconds } = await scoreInputs(
    {
      inputs: namedInputs([folder], () => {}),
      outputs: [],
      crops: null,
      stability,
      isStudentAlone: models === 'student',
      student: null,
      backend: 'wasm',
      jobs,
      goesOnFrom: null,
    },
    { version: packageJson.version, signal: new AbortController().signal, startProgress: () => silent },
  )
  return Number((photos / seconds).toPrecision(3))
}
