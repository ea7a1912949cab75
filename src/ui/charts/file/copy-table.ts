import { copyOf } from './copy-chart.ts'
import { svgElement } from './svg-element.ts'

/** How far the base line of a cell's words lies below its middle, in px. */
const BASE = 4

/** A table of the page as an SVG: its words, its rules, and the charts in its cells, each where it stands. */
export function copyOfTable(table: HTMLTableElement): SVGElement {
  const { left, top, width, height } = table.getBoundingClientRect()
  const copy = svgElement('svg', { width: `${width}`, height: `${height}` })
  copy.append(svgElement('title', {}, table.getAttribute('aria-label') ?? ''))
  for (const cell of table.querySelectorAll<HTMLTableCellElement>('th, td')) {
    const box = cell.getBoundingClientRect()
    const style = getComputedStyle(cell)
    const at = { left: box.left - left, right: box.right - left, bottom: box.bottom - top }
    copy.append(
      svgElement('path', {
        d: `M${at.left} ${at.bottom - 0.5}H${at.right}`,
        stroke: style.borderBottomColor || 'none',
        'stroke-width': style.borderBottomWidth || '0',
      }),
    )
    const charts = [...cell.querySelectorAll<SVGSVGElement>('svg.chart')]
    for (const chart of charts) {
      const place = chart.getBoundingClientRect()
      const chartCopy = copyOf(chart)
      chartCopy.setAttribute('x', `${place.left - left}`)
      // What goes through all rows leaves its own.
      chartCopy.setAttribute('overflow', 'visible')
      chartCopy.setAttribute('y', `${place.top - top}`)
      copy.append(chartCopy)
    }
    if (charts.length === 0) copy.append(wordsOf(cell, style, at, box.top - top + box.height / 2 + BASE))
  }
  return copy
}

interface Edges {
  readonly left: number
  readonly right: number
}

function wordsOf(cell: HTMLElement, style: CSSStyleDeclaration, { left, right }: Edges, y: number): SVGElement {
  const padding = (side: string) => Number.parseFloat(side) || 0
  const inner = { left: left + padding(style.paddingLeft), right: right - padding(style.paddingRight) }
  const { x, anchor } =
    style.textAlign === 'center'
      ? { x: (inner.left + inner.right) / 2, anchor: 'middle' }
      : style.textAlign === 'right' || style.textAlign === 'end'
        ? { x: inner.right, anchor: 'end' }
        : { x: inner.left, anchor: 'start' }
  return svgElement(
    'text',
    {
      x: `${x}`,
      y: `${y}`,
      'text-anchor': anchor,
      fill: style.color || 'black',
      'font-family': style.fontFamily,
      'font-size': style.fontSize || '12',
      'font-weight': style.fontWeight || '400',
    },
    cell.textContent ?? '',
  )
}
