import { spawnSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { expect, type Locator, type Page, test } from '@playwright/test'
import sharp from 'sharp'
import { procedures } from '../src/domain/alignment/procedures.ts'
import type { ResultRecord } from '../src/domain/quality/record.ts'
import { drop, open, save, settled } from './app.ts'
import { ASTRONAUT, makePhotos } from './photos.ts'

/** The Lab with photos of one face each, the astronaut's if none is named; `query` as in its address. */
async function openLab(page: Page, query = '', photos: readonly string[] = [ASTRONAUT]): Promise<void> {
  await open(page)
  await drop(page, photos)
  await settled(page, photos.length)
  await page.evaluate((hash) => window.location.assign(hash), `#lab${query}`)
  await expect(bench(page)).toBeVisible()
}

const bench = (page: Page) => page.getByRole('region', { name: 'Face and alignment' })
const slider = (page: Page, name: string) => bench(page).getByRole('slider', { name })

/** Waits until the scores on the bench belong to the alignment on it. */
async function followed(page: Page): Promise<{ readonly student: number; readonly baseline: number }> {
  const now = page.getByRole('region', { name: 'Face and alignment' }).locator('.hand-now')
  await expect(now).toHaveAttribute('aria-busy', 'false')
  const words = (await now.getByRole('img', { name: /^This crop/ }).getAttribute('aria-label')) ?? ''
  return { student: change(words, /^This crop: [^.]*/), baseline: change(words, /Baseline [^.]*/) }
}

/** "84, 7 below the reference" → −7; "the same" → 0. */
function change(words: string, part: RegExp): number {
  const [, size, side] = /(\d+) (below|above)/.exec(part.exec(words)?.[0] ?? '') ?? []
  return Number(size ?? 0) * (side === 'below' ? -1 : 1)
}

const sweepsDone = (page: Page) =>
  expect(page.getByRole('button', { name: 'Run again' })).toBeVisible({ timeout: 90_000 })

async function middleOf(locator: Locator) {
  const { x, y, width, height } = (await locator.boundingBox())!
  return { x: x + width / 2, y: y + height / 2 }
}

test('an eye dragged away moves the baseline’s score more than the student’s', async ({ page }) => {
  await openLab(page)
  const point = (name: RegExp) => bench(page).getByRole('button', { name }).locator('.dot')
  const [right, left] = [await middleOf(point(/^right eye/)), await middleOf(point(/^left eye/))]
  const reach = Math.hypot(left.x - right.x, left.y - right.y)
  const changes = { student: [] as number[], baseline: [] as number[] }
  for (const share of [0.1, 0.2])
    for (let direction = 0; direction < 8; direction++) {
      const angle = (direction * Math.PI) / 4
      await page.mouse.move(right.x, right.y)
      await page.mouse.down()
      await page.mouse.move(right.x + share * reach * Math.cos(angle), right.y + share * reach * Math.sin(angle))
      await page.mouse.up()
      const moved = share === 0.1 ? /moved by (9|10)\.\d%/ : /moved by (19|20)\.\d%/
      await expect(bench(page).getByRole('button', { name: /^right eye/ })).toHaveAccessibleName(moved)
      const { student, baseline } = await followed(page)
      changes.student.push(student)
      changes.baseline.push(baseline)
      await page.keyboard.press('0')
      await followed(page)
    }
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + Math.abs(value), 0) / values.length
  expect(mean(changes.baseline)).toBeGreaterThan(0)
  expect(mean(changes.student)).toBeLessThan(mean(changes.baseline))
})

test('sweeps can be stopped, go on, and start again', async ({ page }) => {
  test.slow()
  await openLab(page)
  await page.getByRole('button', { name: 'Stop' }).click()
  const state = page.locator('.sweep-state')
  await expect(state.getByRole('button', { name: /Go on|Run the sweeps/ })).toBeVisible()
  await state.getByRole('button', { name: /Go on|Run the sweeps/ }).click()
  await sweepsDone(page)
  for (const name of ['Jitter', 'Rotation', 'Scale'])
    await expect(page.getByRole('img', { name: new RegExp(`^Score against ${name.toLowerCase()}`) })).toBeVisible()
  await page.getByRole('button', { name: 'Run again' }).click()
  await expect(state.getByRole('progressbar')).toBeVisible()
  await sweepsDone(page)
  await expect(page.getByRole('table').filter({ hasText: 'Crossing' }).getByRole('row')).toHaveCount(9)
})

test('the experiment, exported and scored again in Node, gives the same', async ({ page }, info) => {
  await openLab(page, '?turn=-12&scale=1.1&rightEye=10,0')
  await sweepsDone(page)
  await followed(page)
  const results = info.outputPath('experiment.json')
  const text = await save(page, /JSON/)
  writeFileSync(results, text)
  const record = JSON.parse(text) as ResultRecord
  // Procedures and P24 once, then the sweeps and what the hand did.
  expect(record.faces[0]!.variants.length).toBeGreaterThan(procedures.length + 24 + 190)
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--import', 'tsx', 'bench/rescore.ts', results, '--photos', dirname(ASTRONAUT)],
    { encoding: 'utf8' },
  )
  expect(stdout + stderr).toMatch(/largest difference/i)
  expect(status).toBe(0)
})

test('the Lab needs no mouse, and its state is a link', async ({ page }) => {
  await openLab(page)
  await followed(page)
  await page.keyboard.press('.')
  await page.keyboard.press('.')
  await page.keyboard.press('=')
  await expect(page).toHaveURL(/#lab\?turn=2&scale=1\.01$/)
  await bench(page)
    .getByRole('button', { name: /^nose tip/ })
    .focus()
  await page.keyboard.press('Shift+ArrowRight')
  await expect(page).toHaveURL(/noseTip=/)
  await page.keyboard.press('Control+z')
  await expect(page).toHaveURL(/#lab\?turn=2&scale=1\.01$/)
  await page.keyboard.press('Control+Shift+z')
  await expect(page).toHaveURL(/noseTip=/)
  await page.keyboard.press('s')
  await expect(slider(page, 'Jitter')).toHaveValue('10')
  await page.keyboard.press('0')
  await expect(page).toHaveURL(/#lab$/)

  await page.evaluate(() => window.location.assign('#lab?turn=-20&x=5'))
  await expect(slider(page, 'Turn')).toHaveValue('-20')
  await expect(slider(page, 'Move x')).toHaveValue('5')
  await slider(page, 'Turn').focus()
  await page.keyboard.press('ArrowRight')
  await expect(page).toHaveURL(/turn=-19/)

  await page.keyboard.press('1')
  await expect(page.getByRole('heading', { name: 'Photos' })).toBeAttached()
  await page.keyboard.press('2')
  await expect(slider(page, 'Turn')).toHaveValue('-19')
})

test('any two crops compare, and any procedure can be the reference', async ({ page }) => {
  await openLab(page)
  const grid = page.getByRole('list', { name: 'Alignment procedures' })
  await grid.getByRole('button', { name: 'Compare the crop by FFHQ' }).click()
  const compare = page.locator('.lab-compare')
  await expect(compare).toContainText('FFHQ')
  await grid.getByRole('button', { name: 'Compare the crop by Face box', exact: true }).click()
  await expect(compare).toContainText('Face box')
  await grid.getByRole('button', { name: 'FFHQ', exact: true }).click()
  await expect(page).toHaveURL(/reference=ffhq/)
  await expect(
    grid.getByRole('listitem').filter({ has: page.getByRole('button', { name: 'FFHQ', exact: true }) }),
  ).toContainText('ref')
  await page.getByRole('button', { name: 'Sort by change' }).click()
  await expect(grid.getByRole('listitem').nth(0)).toContainText('FFHQ')
})

test('a photo that EXIF turns lies upright below its points', async ({ page }, info) => {
  const [turned] = await makePhotos(info.outputPath(), ['turned.jpg'])
  const stage = bench(page).locator('.stage')
  /** Where the points are on the stage, and the stage itself as 48 × 48 greys. */
  const look = async (name: string) => {
    const box = (await stage.boundingBox())!
    const points = await Promise.all((await stage.locator('.dot').all()).map(middleOf))
    const png = await stage.screenshot({ path: info.outputPath(`${name}.png`) })
    const greys = await sharp(png).resize(48, 48).greyscale().raw().toBuffer()
    return { points: points.map(({ x, y }) => ({ x: x - box.x, y: y - box.y })), greys }
  }
  await openLab(page)
  const upright = await look('upright')
  await openLab(page, '', [turned!])
  const after = await look('turned')
  expect(after.points).toHaveLength(5)
  after.points.forEach(({ x, y }, i) => {
    expect(Math.hypot(x - upright.points[i]!.x, y - upright.points[i]!.y)).toBeLessThan(6)
  })
  const apart = after.greys.reduce((sum, grey, i) => sum + Math.abs(grey - upright.greys[i]!), 0) / after.greys.length
  expect(apart).toBeLessThan(8)
})

test('an address names two faces and what is compared of them, and says where one is not there', async ({
  page,
}, info) => {
  const [blurred] = await makePhotos(info.outputPath(), ['blurred.jpg'])
  await openLab(page, '?compare=ffhq,second.face-box&face=2.1&with=1.1', [ASTRONAUT, blurred!])
  const heading = bench(page).getByRole('heading')
  await expect(heading).toHaveText('blurred.jpg')
  await expect(page.getByRole('group', { name: 'FFHQ beside Face box, 2nd face' })).toBeVisible()

  await page.getByRole('button', { name: 'Choose another face' }).click()
  await expect(page.getByRole('combobox', { name: 'Find by name' })).toBeFocused()
  await page.keyboard.type('astro')
  await expect(page.getByRole('option')).toHaveText(['astronaut.jpg'])
  await page.keyboard.press('Enter')
  await expect(heading).toHaveText('astronaut.jpg')
  await expect(page).toHaveURL(/#lab\?compare=ffhq&face=1\.1$/)
  await page.getByRole('button', { name: 'Compare with another face' }).click()
  await page.getByRole('option', { name: 'blurred.jpg' }).click()
  await expect(page).toHaveURL(/#lab\?compare=ffhq&face=1\.1&with=2\.1$/)
  await expect(page.getByRole('button', { name: 'With blurred.jpg' })).toBeVisible()

  await page.evaluate(() => window.location.assign('#lab?turn=5&face=7.1'))
  await expect(page.getByText('The address means face 1 of photo 7, which is not here.')).toBeVisible()
  await page.getByRole('button', { name: 'Go on without' }).click()
  await expect(page).toHaveURL(/#lab\?turn=5&face=1\.1$/)
})

test('the definition of stability stands by its crops, and can be taken along', async ({ page }) => {
  await openLab(page)
  const stability = page.locator('.lab-stability')
  await expect(stability).toContainText('Spread is the root of the mean of the 24 squared changes of score')
  await stability.getByRole('button', { name: 'Show the 24 crops' }).click()
  await expect(stability.getByRole('listitem')).toHaveCount(24)
  for (const [name, words] of [
    ['Full definition', 'spread = √'],
    ['In Python', 'import numpy'],
  ] as const) {
    const file = page.waitForEvent('download')
    await stability.getByRole('link', { name }).click()
    expect(await readFile(await (await file).path(), 'utf8')).toContain(words)
  }
})

for (const width of [1440, 360])
  for (const colorScheme of ['light', 'dark'] as const)
    test.describe(`${width} px, ${colorScheme}`, () => {
      test.use({ viewport: { width, height: width > 760 ? 900 : 780 }, colorScheme, reducedMotion: 'reduce' })

      test('the Lab is in nobody’s way and within the edges', async ({ page }, info) => {
        await openLab(page, '?turn=-12&scale=1.04&x=2&y=3')
        await sweepsDone(page)
        await followed(page)
        const { violations } = await new AxeBuilder({ page }).analyze()
        const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
        expect(serious.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`)).toEqual([])
        const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
        expect(overflow).toBeLessThanOrEqual(0)
        await page.screenshot({ path: info.outputPath('lab.png') })
        if (width < 760) await page.screenshot({ path: info.outputPath('lab-full.png'), fullPage: true })
      })
    })
