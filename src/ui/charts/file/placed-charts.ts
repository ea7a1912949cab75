import { copyOf } from './copy-chart.ts'
import { copyOfTable } from './copy-table.ts'

interface PlacedChart {
  readonly drawn: SVGSVGElement | HTMLTableElement
  /** From the figure's left edge, and from its topmost chart, in px. */
  readonly x: number
  readonly y: number
}

/** The charts of a figure as they lie in it, and how much room they take together. */
export function chartsOf(figure: HTMLElement) {
  const { left } = figure.getBoundingClientRect()
  const found = [...figure.querySelectorAll<PlacedChart['drawn']>(':not(td, th) > svg.chart, table.chart-table')]
  const top = Math.min(...found.map((drawn) => drawn.getBoundingClientRect().top))
  const charts = found.map((drawn): PlacedChart => {
    const box = drawn.getBoundingClientRect()
    return { drawn, x: box.left - left, y: box.top - top }
  })
  const size = (drawn: PlacedChart['drawn'], name: 'width' | 'height') =>
    drawn instanceof HTMLTableElement ? drawn.getBoundingClientRect()[name] : Number(drawn.getAttribute(name))
  const width = Math.max(...charts.map(({ drawn, x }) => x + size(drawn, 'width')))
  const height = Math.max(...charts.map(({ drawn, y }) => y + size(drawn, 'height')))
  return { width, height, charts }
}

/** A copy of a chart where it stands in its figure, whose charts begin at a place of the sheet. */
export function placed({ drawn, x, y }: PlacedChart, left: number, top: number): SVGElement {
  const copy = drawn instanceof HTMLTableElement ? copyOfTable(drawn) : copyOf(drawn)
  copy.setAttribute('x', `${left + x}`)
  copy.setAttribute('y', `${top + y}`)
  return copy
}
