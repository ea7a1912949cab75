import { chartsOf, placed } from './placed-charts.ts'
import { SVG, svgElement } from './svg-element.ts'
import { wrap } from './wrap.ts'

/** What a sheet says besides its charts. */
export interface SheetWords {
  /** Stands under the charts for all to see; null where there is nothing to warn of. */
  readonly note: string | null
  /** Where the numbers come from, a line each, in small print. */
  readonly origin: readonly string[]
  /** The same for programs, as JSON: settings, hashes, version. */
  readonly about: string
}

/** Around the sheet and between its figures, in px. */
const GAP = 24
/** What title and subtitle take, and a line of small print. */
const HEAD = 40
const LINE = 14
/** Width of a letter of small print at most, on average. */
const GLYPH = 6

/**
 * Figures of the page, side by side, as one SVG of its own: the page's styles are written into it, with the page's
 * background behind.
 * @param figures  at least one, with a title, a subtitle and charts, as ChartFigure has them; tables of the class
 *                 `chart-table` are drawn too
 */
export function chartSheet(figures: readonly HTMLElement[], { note, origin, about }: SheetWords): string {
  const style = getComputedStyle(figures[0]!)
  const write = (text: string, x: number, y: number, colour: string, font: string, weight = '400') =>
    svgElement(
      'text',
      {
        x: `${x}`,
        y: `${y}`,
        fill: style.getPropertyValue(colour) || 'black',
        'font-family': style.fontFamily,
        'font-size': font,
        'font-weight': weight,
      },
      text,
    )
  const parts: SVGElement[] = []
  let left = GAP
  let bottom = 0
  for (const figure of figures) {
    const { width, height, charts } = chartsOf(figure)
    const textOf = (selector: string) => figure.querySelector(`figcaption ${selector}`)?.textContent ?? ''
    parts.push(write(textOf('h2'), left, GAP + 12, '--ink', '13', '600'))
    parts.push(write(textOf('.quiet'), left, GAP + 28, '--ink-2', '12'))
    parts.push(...charts.map((chart) => placed(chart, left, GAP + HEAD)))
    left += width + GAP
    bottom = Math.max(bottom, GAP + HEAD + height)
  }
  const lines = origin.flatMap((line) => wrap(line, Math.floor((left - 2 * GAP) / GLYPH)))
  const noted = bottom + (note ? GAP : 0)
  if (note) parts.push(write(note, GAP, noted, '--ink', '12', '600'))
  lines.forEach((line, index) => {
    parts.push(write(line, GAP, noted + GAP + index * LINE, '--ink-3', '10'))
  })
  const height = noted + 2 * GAP + (lines.length - 1) * LINE
  const sheet = svgElement('svg', { xmlns: SVG, width: `${left}`, height: `${height}` })
  sheet.append(
    svgElement('metadata', {}, about),
    svgElement('rect', { width: '100%', height: '100%', fill: style.getPropertyValue('--bg') || 'none' }),
    ...parts,
  )
  return `${new XMLSerializer().serializeToString(sheet)}\n`
}
