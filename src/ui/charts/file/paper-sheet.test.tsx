// @vitest-environment happy-dom
import { afterEach, describe, expect, it } from 'vitest'
import { LineChart } from '../lines/line-chart.tsx'
import { onPaper, paperWidths } from './on-paper.tsx'
import { paperSheet } from './paper-sheet.ts'

afterEach(() => document.body.replaceChildren())

const figure = (
  <LineChart
    title="Errors"
    subtitle="what is left after discarding the lowest scores, with a band that holds 95% of the replicates"
    x={{ label: 'discarded', values: [0, 10, 20], format: String, reference: null }}
    y={{ label: 'FNMR', ends: [0, 8], ticks: [0, 4, 8], format: String }}
    lines={[
      {
        id: 's',
        label: 'Student',
        kind: 'student',
        points: [6, 4, 2].map((value) => ({ value, low: value, high: value })),
      },
    ]}
    crosshair={null}
    onCrosshair={() => {}}
    spoken="Errors fall."
  />
)
const words = { line: 'LFW-D. Plumb 1.2.3', caption: 'Errors. By: run --data ../a. SHA-256: ab.', about: '{"a":1}' }
const sheetOf = (width: number) => {
  const text = onPaper(figure, width, (drawn) => paperSheet(drawn, '@font-face{}', words))
  return new DOMParser().parseFromString(text, 'image/svg+xml').documentElement
}
const textsOf = (sheet: Element) => [...sheet.querySelectorAll('text')].map((each) => each.textContent)

describe('a figure for a paper', () => {
  it.each([
    ['one', 85],
    ['two', 175],
  ] as const)('is as wide as %s of its columns, give or take its edges', (columns, mm) => {
    const sheet = sheetOf(paperWidths[columns])
    expect(sheet.getAttribute('width')).toMatch(/mm$/)
    expect(Math.abs(Number.parseFloat(sheet.getAttribute('width')!) - mm)).toBeLessThan(3)
    expect(sheet.querySelector('svg svg')?.getAttribute('width')).toBe(`${paperWidths[columns]}`)
  })

  it('stands on white, with its font inside', () => {
    const sheet = sheetOf(paperWidths.one)
    expect(sheet.querySelector('rect')?.getAttribute('fill')).toBe('#ffffff')
    expect(sheet.querySelector('style')?.textContent).toBe('@font-face{}')
  })

  it('says where it comes from in its caption and metadata, and in the picture without paths and hashes', () => {
    const sheet = sheetOf(paperWidths.one)
    expect(sheet.querySelector('desc')?.textContent).toBe(words.caption)
    expect(sheet.querySelector('metadata')?.textContent).toBe(words.about)
    expect(textsOf(sheet).at(-1)).toBe(words.line)
    expect(textsOf(sheet).join(' ')).not.toContain('../a')
  })

  it('breaks its subtitle into lines that fit', () => {
    const lines = (width: number) => textsOf(sheetOf(width)).indexOf('FNMR')
    expect(lines(paperWidths.one)).toBeGreaterThan(lines(paperWidths.two))
  })

  it('leaves nothing on the page', () => {
    sheetOf(paperWidths.one)
    expect(document.body.childElementCount).toBe(0)
  })
})
