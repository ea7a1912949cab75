import { chartsOf, placed } from './placed-charts.ts'
import { SVG, svgElement } from './svg-element.ts'
import { wrap } from './wrap.ts'

/** What goes along with a figure for paper. */
export interface PaperWords {
  /** Under the charts, in small print: what was chosen, without paths and hashes. */
  readonly line: string
  /** For the text beside the figure: all that a reader has to know of it, hashes and command included. */
  readonly caption: string
  /** The same for programs, as JSON. */
  readonly about: string
}

/** Around the sheet, in px, and what a line of each size takes. */
const EDGE = 4
const TITLE = { size: 12, line: 16 }
const SUBTITLE = { size: 11, line: 14 }
const SMALL = { size: 9, line: 12 }
/** Width of a letter at most, on average, over its size. */
const GLYPH = 0.56
const MM = 25.4 / 96

/**
 * A figure as an SVG for a paper: on white, as wide as a column, its font and where it comes from inside.
 * @param figure    drawn at the column's width, with a title, a subtitle and charts
 * @param fontRule  CSS that has the font in it
 */
export function paperSheet(figure: HTMLElement, fontRule: string, { line, caption, about }: PaperWords): string {
  const style = getComputedStyle(figure)
  const chart = chartsOf(figure)
  const width = Math.ceil(chart.width) + 2 * EDGE
  let y = EDGE
  const write = (text: string, { size, line }: typeof TITLE, colour: string, weight = '400') =>
    wrap(text, Math.floor((width - 2 * EDGE) / (GLYPH * size))).map((words) => {
      y += line
      const place = { x: `${EDGE}`, y: `${y - (line - size) / 2 - size * 0.2}` }
      const fill = style.getPropertyValue(colour) || 'black'
      const font = { 'font-family': style.fontFamily, 'font-size': `${size}`, 'font-weight': weight }
      return svgElement('text', { ...place, fill, ...font }, words)
    })
  const textOf = (selector: string) => figure.querySelector(`figcaption ${selector}`)?.textContent ?? ''
  const head = [...write(textOf('h2'), TITLE, '--ink', '600'), ...write(textOf('.quiet'), SUBTITLE, '--ink-2')]
  const top = y + EDGE
  y = top + chart.height + EDGE
  const foot = write(line, SMALL, '--ink-3')
  const height = Math.ceil(y + EDGE)
  const sheet = svgElement('svg', {
    xmlns: SVG,
    width: `${(width * MM).toFixed(2)}mm`,
    height: `${(height * MM).toFixed(2)}mm`,
    viewBox: `0 0 ${width} ${height}`,
    style: 'font-variant-numeric: tabular-nums; font-optical-sizing: auto',
  })
  sheet.append(
    svgElement('title', {}, textOf('h2')),
    svgElement('desc', {}, caption),
    svgElement('metadata', {}, about),
    svgElement('style', {}, fontRule),
    svgElement('rect', { width: '100%', height: '100%', fill: '#ffffff' }),
    ...head,
    ...chart.charts.map((each) => placed(each, EDGE, top)),
    ...foot,
  )
  return `${new XMLSerializer().serializeToString(sheet)}\n`
}
