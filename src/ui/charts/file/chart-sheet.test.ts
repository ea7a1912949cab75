// @vitest-environment happy-dom
import sharp from 'sharp'
import { afterEach, describe, expect, it } from 'vitest'
import { chartSheet } from './chart-sheet.ts'

afterEach(() => document.body.replaceChildren())

const styles = `
  figure { --bg: #ffffff; --ink: #000000; }
  .chart .band { fill: rgba(10, 91, 191, 0.5); }
  .chart .series-line { fill: none; stroke: rgb(10, 91, 191); stroke-width: 4px; stroke-dasharray: 8 4; opacity: 0.9; }`

const marks = '<path class="band" d="M0 0H40V8H0z"/><path class="series-line" d="M0 14H40"/>'

const figureOf = (title: string, charts: number) => `
  <figure>
    <figcaption><h2>${title}</h2><span class="quiet">degrees &amp; more</span></figcaption>
    ${`<svg class="chart" width="400" height="20" viewBox="0 0 400 20" aria-label="Falls from 91 to 70">${marks}</svg>`.repeat(charts)}
  </figure>`

function onThePage(...figures: readonly string[]): readonly HTMLElement[] {
  document.body.innerHTML = `<style>${styles}</style>${figures.join('')}`
  return [...document.querySelectorAll('figure')]
}

const plain = { note: null, origin: [], about: '{}' }
const parsed = (text: string) => new DOMParser().parseFromString(text, 'image/svg+xml')
const textsOf = (text: string) => [...parsed(text).querySelectorAll('text')].map((each) => each.textContent)

describe('a sheet of charts', () => {
  it('has the styles of the page in it, and no classes', () => {
    const figures = onThePage(figureOf('Rotation', 1))
    const text = chartSheet(figures, plain)
    const [band, line] = parsed(text).querySelectorAll('path')
    expect(band?.getAttribute('fill')).toBe('rgb(10, 91, 191)')
    expect(band?.getAttribute('fill-opacity')).toBe('0.5')
    expect(line?.getAttribute('stroke')).toBe('rgb(10, 91, 191)')
    expect(line?.getAttribute('stroke-dasharray')).toBe('8 4')
    expect(line?.getAttribute('opacity')).toBe('0.9')
    expect(text).not.toContain('class=')
    expect(figures[0]!.querySelector('.band')).not.toBeNull()
  })

  it('says what it is and where it comes from, each once', () => {
    const about = JSON.stringify({ app: 'plumb', note: 'a < b & "c"' })
    const text = chartSheet(onThePage(figureOf('Rotation', 1), figureOf('Shift', 3)), { ...plain, about })
    const document = parsed(text)
    expect([...document.querySelectorAll('metadata')].map((each) => each.textContent)).toEqual([about])
    expect([...document.querySelectorAll('svg svg > title')].map((each) => each.textContent)).toEqual(
      new Array(4).fill('Falls from 91 to 70'),
    )
    expect(textsOf(text)).toEqual(['Rotation', 'degrees & more', 'Shift', 'degrees & more'])
  })

  it('has the note and the small print below the charts, wrapped', () => {
    const hash = 'plumb-m '.padEnd(90, 'f')
    const text = chartSheet(onThePage(figureOf('Rotation', 1)), { ...plain, note: 'Unfinished.', origin: [hash] })
    const [note, ...lines] = textsOf(text).slice(2)
    expect(note).toBe('Unfinished.')
    expect(lines).toHaveLength(3)
    expect(lines.join('')).toBe(hash.replace(' ', ''))
    const heights = [...parsed(text).querySelectorAll('text')].slice(2).map((each) => Number(each.getAttribute('y')))
    expect(heights).toEqual(heights.toSorted((a, b) => a - b))
    expect(heights.at(-1)).toBeLessThan(Number(parsed(text).documentElement.getAttribute('height')))
  })

  it('looks the same to a program that has never seen the page', async () => {
    const { data, info } = await sharp(Buffer.from(chartSheet(onThePage(figureOf('Rotation', 1)), plain)))
      .removeAlpha()
      .raw()
      .toBuffer({ resolveWithObject: true })
    const pixel = (x: number, y: number) => [...data.subarray(3 * ((y + 64) * info.width + x + 24)).subarray(0, 3)]
    expect(info.width).toBe(448)
    expect(pixel(20, 18)).toEqual([255, 255, 255])
    expect(pixel(10, 14)).toEqual([255, 255, 255])
    expectNear(pixel(2, 14), [35, 107, 197])
    expectNear(pixel(20, 4), [133, 173, 223])
  })

  it('has the words, the rules and the charts of a table, but not those of its data', () => {
    const table = `<figure><figcaption><h2>pAUC</h2><span class="quiet">lower is better</span></figcaption>
      <table class="chart-table" aria-label="Student .65"><tr><th>LFW</th><td style="text-align: right">.650</td>
      <td><svg class="chart" width="40" height="20">${marks}</svg></td></tr></table>
      <table class="chart-data"><tr><td>hidden</td></tr></table></figure>`
    const text = chartSheet(onThePage(table), plain)
    expect(textsOf(text)).toEqual(['pAUC', 'lower is better', 'LFW', '.650'])
    const anchors = [...parsed(text).querySelectorAll('svg svg > text')].map((each) => each.getAttribute('text-anchor'))
    expect(anchors).toEqual(['start', 'end'])
    // Each chart once, though it stands in a table.
    expect(parsed(text).querySelectorAll('[stroke="rgb(10, 91, 191)"]')).toHaveLength(1)
    expect([...parsed(text).querySelectorAll('title')].map((each) => each.textContent)).toContain('Student .65')
  })
})

const expectNear = (colour: readonly number[], expected: readonly number[]) => {
  for (const [channel, value] of colour.entries()) expect(Math.abs(value - expected[channel]!)).toBeLessThanOrEqual(1)
}
