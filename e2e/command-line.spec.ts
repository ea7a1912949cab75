import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { expect, test } from '@playwright/test'
import { zipSync } from 'fflate'
import { P24 } from '../src/domain/alignment/protocols.ts'
import type { ResultRecord } from '../src/domain/quality/record.ts'
import { faceOf, SMALL } from './app.ts'
import { ASTRONAUT, makePhotos } from './photos.ts'

const nodeArguments = (args: readonly string[]) => ['--import', 'tsx', ...args]

const run = (args: readonly string[], input = '') =>
  spawnSync(process.execPath, nodeArguments(args), { encoding: 'utf8', input })

const quick = ['--stability', 'none', '--models', 'student', '--backend', 'wasm']

/** Photos that are all alike, so that each run through them takes a while. */
function manyPhotos(folder: string, count: number): readonly string[] {
  mkdirSync(folder, { recursive: true })
  const names = Array.from({ length: count }, (_, i) => `${String(i).padStart(2, '0')}.jpg`)
  for (const name of names) copyFileSync(ASTRONAUT, join(folder, name))
  return names
}

interface Line {
  readonly file: string
  readonly faces: readonly unknown[]
}

const linesOf = (path: string) =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Line)

/** Waits for so many rows of the table, the header among them. */
async function rows(child: ChildProcess, count: number) {
  let seen = 0
  for await (const chunk of child.stdout!.iterator({ destroyOnReturn: false })) {
    seen += String(chunk).split('\n').length - 1
    if (seen >= count) return
  }
  throw new Error(`It ended after ${seen} rows.`)
}

const ended = (child: ChildProcess) => new Promise<number | null>((resolve) => child.once('exit', resolve))

test('a folder is scored by the student asked for, a bad file is named and skipped, and the record scores the same again', async ({
  browserName: _,
}, info) => {
  test.slow()
  const folder = info.outputPath('photos')
  const [csv, json] = [info.outputPath('scores.csv'), info.outputPath('scores.json')]
  await makePhotos(folder, ['text.jpg'])
  copyFileSync(ASTRONAUT, join(folder, 'astronaut.jpg'))

  const scored = run(['bench/score.ts', folder, '--csv', csv, '--json', json, '--model', SMALL, '--backend', 'wasm'])
  expect(scored.status, scored.stderr).toBe(1)
  expect(scored.stdout).toContain('astronaut.jpg')
  expect(scored.stdout).not.toContain('text.jpg')
  expect(scored.stderr).toContain('text.jpg: Cannot be read here.')

  const record = JSON.parse(readFileSync(json, 'utf8')) as ResultRecord
  const face = faceOf(record, 'astronaut.jpg')
  expect(Object.keys(face.scores)).toEqual([SMALL, `${SMALL}-baseline`])
  expect(face.variants.filter(({ misalignment }) => misalignment)).toHaveLength(P24.length)
  expect(new Set(face.variants.map(({ procedure }) => procedure)).size).toBeGreaterThan(1)
  expect(face.scores[SMALL]!.spread).toBeGreaterThan(0)
  expect(record.failed.map(({ file }) => file)).toEqual(['text.jpg'])
  expect(readFileSync(csv, 'utf8').trim().split(/\r?\n/)).toHaveLength(3)

  const again = run(['bench/rescore.ts', json, '--photos', folder])
  expect(again.status, again.stderr).toBe(0)
})

test('Ctrl+C leaves what is finished, in a line; killed and resumed, with a dead browser on the way, each photo is there once', async ({
  browserName: _,
}, info) => {
  test.setTimeout(600_000)
  const names = manyPhotos(info.outputPath('photos'), 16)
  const at = (name: string) => info.outputPath(name)
  const command = ['bench/score.ts', at('photos'), ...quick, '--jobs', '2', '--resume']
  const args = nodeArguments([...command, '--ndjson', at('a.ndjson'), '--json', at('a.json'), '--csv', at('a.csv')])
  const start = () => spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })

  const stopped = start()
  const told = text(stopped.stderr)
  await rows(stopped, 3)
  // As npm hands it on, beside the terminal's own.
  stopped.kill('SIGINT')
  stopped.kill('SIGINT')
  expect(await ended(stopped)).toBe(130)
  const finished = linesOf(at('a.ndjson.part')).map(({ file }) => file)
  expect(finished.length).toBeGreaterThanOrEqual(2)
  expect(finished).toEqual(names.filter((name) => finished.includes(name)))
  const part = JSON.parse(readFileSync(at('a.json.part'), 'utf8')) as ResultRecord
  expect(part.faces.map(({ file }) => file)).toEqual(finished)
  const words = (await told).split('\n').filter((line) => line !== '' && !/ photos, .* failed$/.test(line))
  expect(words).toEqual([expect.stringMatching(/^Stopped after \d+ photos\. What is finished is in /)])

  const killed = start()
  await rows(killed, finished.length + 3)
  killed.kill('SIGKILL')
  await ended(killed)

  const last = start()
  const problems = text(last.stderr)
  await rows(last, finished.length + 4)
  const [browser] = spawnSync('pgrep', ['-P', String(last.pid), 'chrom'], { encoding: 'utf8' })
    .stdout.trim()
    .split('\n')
  process.kill(Number(browser), 'SIGKILL')
  last.stdout.resume()
  expect(await ended(last), await problems).toBe(0)
  expect(linesOf(at('a.ndjson')).map(({ file, faces }) => [file, faces.length])).toEqual(names.map((name) => [name, 1]))
  expect(readFileSync(at('a.csv'), 'utf8').trim().split(/\r?\n/)).toHaveLength(names.length + 1)
  const record = JSON.parse(readFileSync(at('a.json'), 'utf8')) as ResultRecord
  expect(record.faces.map(({ file }) => file)).toEqual(names)
  expect(new Set(record.faces.map(({ scores }) => JSON.stringify(scores))).size).toBe(1)
})

test('a list on stdin names photos, archives and what is not there; control characters are shown, not obeyed', async ({
  browserName: _,
}, info) => {
  test.slow()
  const astronaut = readFileSync(ASTRONAUT)
  const odd = info.outputPath('odd\x1b[31m.jpg')
  writeFileSync(odd, astronaut)
  writeFileSync(info.outputPath('a.zip'), zipSync({ 'in/1.jpg': astronaut, 'notes.txt': Buffer.from('no') }))
  const list = [odd, info.outputPath('a.zip'), info.outputPath('none.jpg')].map((path) => `${path}\0`).join('')
  const csv = info.outputPath('scores.csv')
  const { status, stdout, stderr } = run(['bench/score.ts', '--list', '-', ...quick, '--csv', csv], list)
  expect(status, stderr).toBe(1)
  expect(stdout).toContain('odd\\u001b[31m.jpg')
  expect(stdout + stderr).not.toContain('\x1b[31m')
  expect(stdout).toContain('a.zip/in/1.jpg')
  expect(stderr).toContain('none.jpg: The file cannot be opened: it is not there.')
  expect(stderr).toContain('Skipped: 1 file that is no picture by its name.')
  expect(readFileSync(csv, 'utf8')).toContain('odd\x1b[31m.jpg')
})

test('a closed pipe is quiet', async ({ browserName: _ }, info) => {
  test.slow()
  manyPhotos(info.outputPath('photos'), 4)
  const command = [process.execPath, ...nodeArguments(['bench/score.ts', info.outputPath('photos'), ...quick])]
  const { stdout, stderr } = spawnSync('bash', ['-c', '"$@" | head -1', 'bash', ...command], { encoding: 'utf8' })
  expect(stdout.trim().split('\n')).toHaveLength(1)
  expect(stderr).not.toContain('EPIPE')
  expect(stderr).not.toContain('Error')
})
