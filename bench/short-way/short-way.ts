import { dirname, resolve } from 'node:path'
import { messageOf } from '../cli/arguments.ts'
import { findPhotos } from '../score/inputs/find-photos.ts'
import { withSourcePage } from '../source-page.ts'
import { figuresOf, type MeasuredPhoto } from './measured.ts'

/**
 * Measures the short way to a crop, detector, locator, crop, beside the long one, which asks the landmarker: on WASM with
 * one thread, in Chromium, from the sources.
 * @param inputs   photos, or folders of them
 * @param locator  an ONNX file; null for the released one
 * @throws Error where there is no picture, or no locator
 */
export async function benchShortWay(inputs: readonly string[], locator: string | null): Promise<object> {
  const photos = findPhotos(inputs)
  if (photos.length === 0) throw new Error('There is no picture in these folders.')
  const folders = [...photos.map(({ path }) => dirname(path)), ...(locator ? [dirname(resolve(locator))] : [])]
  return withSourcePage('bench/short-way/page.html', folders, async (page, base) => {
    await page.waitForFunction(() => 'ways' in globalThis)
    await page.evaluate(([models, file]) => globalThis.ways.start(models, file), [
      `${base}models`,
      locator && urlOf(locator),
    ] as const)
    const measured: MeasuredPhoto[] = []
    // The first time everything is compiled and warmed up.
    for (const [index, { path, name }] of [photos[0]!, ...photos].entries()) {
      if (index > 0) process.stderr.write(`${index}/${photos.length} ${name}\n`)
      const photo = await page
        .evaluate((url) => globalThis.ways.measure(url), urlOf(path))
        .catch((thrown: unknown) => void process.stderr.write(`  ${messageOf(thrown)}\n`))
      if (index > 0 && photo) measured.push(photo)
    }
    return figuresOf(measured)
  })
}

const urlOf = (path: string) => `/@fs/${resolve(path).split('/').filter(Boolean).map(encodeURIComponent).join('/')}`
