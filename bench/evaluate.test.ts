import { spawn, spawnSync } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import type { EvaluationResults } from '#domain/evaluation/results.ts'

const folder = mkdtempSync(join(tmpdir(), 'plumb-evaluate-'))
afterAll(() => rmSync(folder, { recursive: true }))

const drawn = 'bench/evaluate/fixtures/drawn'
const out = join(folder, 'figures.json')

/** The command with a recogniser that compares colours, and without any model of others. */
const command = (...args: readonly string[]) => [
  ...['--import', 'tsx', 'bench/evaluate.ts', '--out', out, '--cache', join(folder, 'cache')],
  ...['--models', folder, '--replicates', '20'],
  ...['--judge', 'src/inference/models/own/fixtures/embedding-only.onnx:none', '--judges', 'embedding-only'],
  ...args,
]

const run = (...args: readonly string[]) =>
  spawnSync(process.execPath, command(...args), { encoding: 'utf8', timeout: 120_000 })

const readResults = () => JSON.parse(readFileSync(out, 'utf8')) as EvaluationResults

describe('npm run evaluate', { timeout: 120_000 }, () => {
  it('writes the figures of what it was asked, and prints them', () => {
    const scores = join(folder, 'scores.csv')
    const people = Array.from({ length: 12 }, (_, i) => `person-${String(i).padStart(2, '0')}`)
    const rows = people.flatMap((person, i) => [1, 2, 3, 4, 5].map((image) => `${person}/${image}.jpg ${i * image}`))
    writeFileSync(scores, [...rows, 'nobody/1.jpg 3'].join('\n'))
    const { status, stdout, stderr } = run(
      ...['--data', drawn, '--sets', 'drawn-d', '--conditions', 'proper,jitter-20'],
      ...['--methods', 'laplacian,random,mine', '--scores', `mine=${scores}`],
    )
    expect(stderr).toContain('EdgeFace-XS is left out')
    expect(stderr).toContain('mine: 1 names are no image’s')
    expect([status, stdout]).toEqual([0, expect.stringContaining('## drawn-D · judge embedding-only')])

    const results = readResults()
    expect(results).toMatchObject({ schema: 1, replicates: 20, command: expect.stringContaining(`--data ${drawn}`) })
    expect(results.sets.map(({ id, images, missing }) => [id, images, missing])).toEqual([['drawn-d', 60, 0]])
    expect(results.methods.map(({ id }) => id)).toEqual(['laplacian', 'random', 'mine'])
    // Three methods; proper, and jitter with the judge's crops moved and not; listed and all impostors.
    expect(results.rows).toHaveLength(3 * 3 * 2)
    const rmseOf = (method: string) =>
      results.rows.filter((row) => row.method === method && row.condition === 'jitter-20').map(({ rmse }) => rmse)
    expect(rmseOf('random')).toEqual([0, 0, 0, 0])
    expect(Math.min(...rmseOf('laplacian').map((rmse) => rmse ?? 0))).toBeGreaterThan(0)
  })

  it('names a broken image, counts it as missing, and figures the others', () => {
    const data = join(folder, 'drawn')
    cpSync(drawn, data, { recursive: true })
    writeFileSync(join(data, 'images/person-03/2.jpg'), 'no picture')
    const { status, stderr } = run(
      '--data',
      data,
      '--sets',
      'drawn',
      '--conditions',
      'proper',
      '--methods',
      'laplacian',
    )
    expect(stderr).toContain(`${join(data, 'images/person-03/2.jpg')}: `)
    expect(status).toBe(1)
    const [set] = readResults().sets
    expect(set).toMatchObject({ images: 59, missing: 1, missing_why: { unread: 1, absent: 0 } })
    expect(set!.genuine).toBeLessThan(120)
  })

  it('names images that the pairs list and the folder lacks, counts them, and leaves with 1', () => {
    const data = join(folder, 'absent')
    cpSync(drawn, data, { recursive: true })
    rmSync(join(data, 'images/person-03/2.jpg'))
    const { status, stderr } = run(
      ...['--data', data, '--sets', 'absent', '--conditions', 'proper', '--methods', 'laplacian'],
    )
    expect(stderr).toContain('absent: 1 image is not there, or named so that several could be meant: person-03/2.jpg\n')
    expect(status).toBe(1)
    expect(readResults().sets).toMatchObject([{ images: 59, missing: 1, missing_why: { absent: 1, faceless: 0 } }])
  })

  it('leaves out scores under a condition that has none, and says so', () => {
    const scores = join(folder, 'proper.csv')
    const files = ['1', '2', '3', '4', '5'].flatMap((image) =>
      ['00', '01'].map((person) => `person-${person}/${image}.jpg`),
    )
    writeFileSync(scores, ['condition,file,score', ...files.map((file, i) => `proper,${file},${i}`)].join('\n'))
    const { status, stderr } = run(
      ...['--data', drawn, '--sets', 'drawn', '--conditions', 'proper,jitter-20'],
      ...['--methods', 'laplacian,mine', '--scores', `mine=${scores}`],
    )
    expect(stderr).toContain('jitter-20: mine has no values and is left out.')
    expect(status).toBe(0)
    const methods = new Set(readResults().rows.map(({ condition, method }) => `${condition} ${method}`))
    expect(methods).toEqual(new Set(['proper laplacian', 'proper mine', 'jitter-20 laplacian']))
  })

  it('tells errors on crops as cut and mended, and the scores of either pipeline', () => {
    const { status, stdout } = run(
      ...['--data', drawn, '--sets', 'drawn', '--conditions', 'proper,jitter-20', '--methods', 'laplacian'],
      ...['--mender', 'src/inference/models/own/fixtures/aligning.onnx', '--sweeps'],
    )
    expect([status, stdout]).toEqual([0, expect.stringContaining('mended by aligning (mends)')])
    const { mender, mending, rows, sweeps } = readResults()
    expect(mender).toMatchObject({ id: 'aligning (mends)', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) })
    expect(mending.map(({ set, judge, condition }) => [set, judge, condition])).toEqual([
      ['drawn', 'embedding-only', 'proper'],
      ['drawn', 'embedding-only', 'jitter-20'],
    ])
    const [proper, jitter] = mending
    expect(proper!.as_cut.fnmr).toEqual(proper!.proper.fnmr)
    // It moves every crop, which does no proper one any good.
    expect(proper!.mended.fnmr.value).not.toBe(proper!.as_cut.fnmr.value)
    expect(jitter!.proper).toEqual(proper!.proper)
    expect(new Set(rows.map(({ moves, condition }) => `${moves} ${condition}`))).toEqual(
      new Set(['quality proper', 'mended proper', 'quality jitter-20', 'both jitter-20', 'mended jitter-20']),
    )
    // No released model was asked, and only these have a scale.
    expect(sweeps).toEqual([])
  })

  it.each([
    ['a set', ['--sets', 'lfw-d'], 'There is no set lfw-d; there are drawn, drawn-d'],
    ['a method', ['--methods', 'guess'], 'There is no method guess'],
    ['a judge', ['--judges', 'me'], 'There is no judge me'],
    ['a condition', ['--conditions', 'upside-down'], 'There is no condition upside-down'],
  ])('leaves with 2 for %s that is not there', (_, args, words) => {
    const { status, stderr } = run('--data', drawn, ...args)
    expect(stderr).toContain(words)
    expect(status).toBe(2)
  })

  it('stops in order when it is interrupted in the midst of its work', async () => {
    const child = spawn(process.execPath, command('--data', drawn, '--methods', 'plumb-m'))
    let said = ''
    child.stderr.setEncoding('utf8').on('data', (words: string) => {
      if (!said.includes(' images') && words.includes(' images')) child.kill('SIGINT')
      said += words
    })
    expect(await once(child, 'exit')).toEqual([130, null])
    expect(said).toMatch(/\d+ of 180 images.*\n\nStopped\. What was measured is kept/)
  })

  it('tells how the released models score groups of people, and needs no comparisons for it', () => {
    const data = join(folder, 'hats')
    cpSync(drawn, data, { recursive: true })
    const files = [0, 1, 2, 3].map((i) => `person-0${i}/1.jpg,Hat,${i % 2 ? 'Round' : 'Square'}`)
    writeFileSync(join(data, 'groups.csv'), `file,group,value\n${files.join('\n')}\n`)
    const hats = join(folder, 'hats.json')
    const args = ['--groups', data, '--out', hats, '--cache', join(folder, 'cache')]
    const { status, stdout } = spawnSync(process.execPath, ['--import', 'tsx', 'bench/evaluate.ts', ...args], {
      encoding: 'utf8',
    })
    expect([status, stdout]).toEqual([0, expect.stringContaining('| Student          | Hat   | Round  | 2 ')])
    const { sets, grouped, groups } = JSON.parse(readFileSync(hats, 'utf8')) as EvaluationResults
    expect(sets).toEqual([])
    expect(grouped).toMatchObject([
      { id: 'hats', images: 60, missing: 0, command: expect.stringContaining('--groups') },
    ])
    expect(groups.map(({ method, value, images }) => [method, value, images])).toEqual(
      ['plumb-m', 'plumb-m-baseline', 'plumb-s', 'plumb-s-baseline'].flatMap((id) => [
        [id, 'Round', 2],
        [id, 'Square', 2],
      ]),
    )
    for (const { quartiles, higher } of groups) {
      expect(quartiles).toEqual(quartiles.toSorted((a, b) => a - b))
      expect(higher).toBeGreaterThanOrEqual(0)
    }
  })

  it('writes the crops of some sets and conditions, and measures nothing', () => {
    const crops = join(folder, 'crops')
    const args = ['--data', drawn, '--crops', crops, '--sets', 'drawn-d', '--conditions', 'proper,face-box']
    const { status, stdout } = spawnSync(process.execPath, ['--import', 'tsx', 'bench/evaluate.ts', ...args], {
      encoding: 'utf8',
    })
    expect([status, stdout]).toEqual([0, ''])
    expect(readdirSync(crops)).toEqual(['drawn-d'])
    expect(readdirSync(join(crops, 'drawn-d')).sort()).toEqual(['face-box.npy', 'files.txt', 'proper.npy'])
    expect(readFileSync(join(crops, 'drawn-d', 'files.txt'), 'utf8').split('\n')).toHaveLength(61)
    expect(statSync(join(crops, 'drawn-d', 'proper.npy')).size).toBe(128 + 60 * 112 * 112 * 3)
  })

  it('makes scales from LFW-D alone', () => {
    const { status, stderr } = run('--data', drawn, '--manifest', 'public/models/manifest.json')
    expect(stderr).toContain('not among the sets')
    expect(status).toBe(1)
  })
})
