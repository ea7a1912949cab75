import { writeFileSync } from 'node:fs'
import { expect, type Page, test } from '@playwright/test'
import { drop, open } from '../app.ts'
import { PATIENT, score } from './camera.ts'

/** Two seconds of the first sample photo as WebM, filmed by the page itself. */
async function film(page: Page): Promise<Buffer> {
  const text = await page.evaluate(async () => {
    const photo = await createImageBitmap(await (await fetch('samples/straight.jpg')).blob())
    const canvas = document.createElement('canvas')
    Object.assign(canvas, { width: 512, height: 512 })
    const context = canvas.getContext('2d')!
    const recorder = new MediaRecorder(canvas.captureStream(15), { mimeType: 'video/webm', videoBitsPerSecond: 4e6 })
    const parts: Blob[] = []
    recorder.addEventListener('dataavailable', ({ data }) => parts.push(data))
    const stopped = new Promise((resolve) => recorder.addEventListener('stop', resolve))
    recorder.start()
    for (let frame = 0; frame < 30; frame++) {
      context.drawImage(photo, Math.sin(frame), 0)
      await new Promise((resolve) => setTimeout(resolve, 1000 / 15))
    }
    recorder.stop()
    await stopped
    const bytes = new Uint8Array(await new Blob(parts).arrayBuffer())
    return bytes.reduce((all, byte) => all + String.fromCharCode(byte), '')
  })
  return Buffer.from(text, 'latin1')
}

test('a video stands in for the camera', async ({ page }, info) => {
  await open(page, '?backend=wasm#live')
  const path = info.outputPath('walk.webm')
  writeFileSync(path, await film(page))
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Open a video' }).click()
  await (await chooser).setFiles(path)
  await expect(page.getByRole('button', { name: 'walk.webm' })).toBeVisible()
  await expect.poll(() => score(page), PATIENT).toBeGreaterThan(50)
  // Unlike a mirror, a video shows what is right on the right.
  await expect(page.getByLabel('Picture', { exact: true })).toBeVisible()
})

test('a dropped video opens here, and one that cannot be played says so', async ({ page }, info) => {
  await open(page)
  const path = info.outputPath('broken.mp4')
  writeFileSync(path, 'This is a shopping list, not a video.\n')
  await drop(page, [path])
  await expect(page).toHaveURL(/#live$/)
  const alert = page.getByRole('alert').filter({ hasText: 'This browser cannot play the video.' })
  await expect(alert).toContainText('Save it as MP4 or WebM and open it again.')
  await expect(alert.getByRole('button', { name: 'Open another video' })).toBeVisible()
})
