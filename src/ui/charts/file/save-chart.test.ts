// @vitest-environment happy-dom
import sharp from 'sharp'
import { afterEach, describe, expect, it } from 'vitest'
import { svgText } from './save-chart.ts'

afterEach(() => document.body.replaceChildren())

const sheet = `
  .chart { --bg: #ffffff; }
  .chart .band { fill: rgba(10, 91, 191, 0.5); }
  .chart .series-line { fill: none; stroke: rgb(10, 91, 191); stroke-width: 4px; stroke-dasharray: 8 4; opacity: 0.9; }`

function onThePage(marks: string): SVGSVGElement {
  document.body.innerHTML = `<style>${sheet}</style>
    <svg class="chart" width="40" height="20" viewBox="0 0 40 20" aria-label="Falls from 91 to 70 &amp; less">${marks}</svg>`
  return document.querySelector('svg')!
}

const marks = '<path class="band" d="M0 0H40V8H0z"/><path class="series-line" d="M0 14H40"/>'

const expectNear = (colour: readonly number[], expected: readonly number[]) => {
  for (const [channel, value] of colour.entries()) expect(Math.abs(value - expected[channel]!)).toBeLessThanOrEqual(1)
}

const parsed = (text: string) => new DOMParser().parseFromString(text, 'image/svg+xml')

describe('the text of a chart', () => {
  it('has the styles of the page in it, and no classes', () => {
    const svg = onThePage(marks)
    const [band, line] = parsed(svgText(svg, '')).querySelectorAll('path')
    expect(band?.getAttribute('fill')).toBe('rgb(10, 91, 191)')
    expect(band?.getAttribute('fill-opacity')).toBe('0.5')
    expect(line?.getAttribute('stroke')).toBe('rgb(10, 91, 191)')
    expect(line?.getAttribute('stroke-dasharray')).toBe('8 4')
    expect(line?.getAttribute('opacity')).toBe('0.9')
    expect(svgText(svg, '')).not.toContain('class=')
    expect(svg.querySelector('.band')).not.toBeNull()
  })

  it('says what it is and where it comes from', () => {
    const about = JSON.stringify({ app: 'plumb', note: 'a < b & "c"' })
    const document = parsed(svgText(onThePage(marks), about))
    expect(document.querySelector('metadata')?.textContent).toBe(about)
    expect(document.querySelector('title')?.textContent).toBe('Falls from 91 to 70 & less')
  })

  it('looks the same to a program that has never seen the page', async () => {
    const { data, info } = await sharp(Buffer.from(svgText(onThePage(marks), '{}')))
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    const pixel = (x: number, y: number) => [...data.subarray(3 * (y * info.width + x)).subarray(0, 3)]
    expect([info.width, info.height]).toEqual([40, 20])
    expect(pixel(20, 18)).toEqual([255, 255, 255])
    expect(pixel(10, 14)).toEqual([255, 255, 255])
    expectNear(pixel(2, 14), [35, 107, 197])
    expectNear(pixel(20, 4), [133, 173, 223])
  })
})
