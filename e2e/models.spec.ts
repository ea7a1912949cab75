import { expect, type Page, test } from '@playwright/test'
import { drop, exportRecord, faceOf, open, SMALL, STUDENT, settled } from './app.ts'
import { ASTRONAUT } from './photos.ts'

const running = (page: Page) => page.getByRole('contentinfo')

test('another student scores in a tab of its own, opened from its card', async ({ page, context }) => {
  await open(page)
  await expect(running(page)).toContainText(STUDENT)
  await drop(page, [ASTRONAUT])
  await settled(page, 1)
  const usual = faceOf(await exportRecord(page), 'astronaut.jpg').scores[STUDENT]!.score

  await page.keyboard.press('4')
  const cards = page.getByRole('region', { name: 'Method' })
  await cards.getByText('Models and their cards').click()
  await expect(cards.getByRole('article', { name: `${STUDENT}, the student` })).toContainText('Scores your photos.')
  const opened = context.waitForEvent('page')
  await cards.getByRole('link', { name: `Score with ${SMALL} in another tab` }).click()
  const other = await opened
  await expect(running(other)).toContainText(SMALL)
  await drop(other, [ASTRONAUT])
  await settled(other, 1)
  const { scores } = faceOf(await exportRecord(other), 'astronaut.jpg')
  expect(Object.keys(scores)).toEqual([SMALL, `${SMALL}-baseline`])
  expect(Math.abs(scores[SMALL]!.score - usual)).toBeLessThan(15)

  await page.keyboard.press('1')
  await expect(page.getByRole('list', { name: 'Faces' }).getByRole('listitem')).toHaveCount(1)
})

test('a model that is not there is named, with those that are and a way on', async ({ page }) => {
  await open(page, '?backend=wasm&model=plumb-xl')
  const notice = page.getByRole('alert').filter({ hasText: 'There is no model plumb-xl.' })
  await expect(notice).toContainText(`These can be asked for: ${STUDENT}, ${SMALL}.`)
  await notice.getByRole('link', { name: 'Open the usual one' }).click()
  await expect(running(page)).toContainText(STUDENT)
  await expect(page).toHaveURL(/\?backend=wasm$/)
})
