import { copyOf } from './copy-chart.ts'
import { svgElement } from './svg-element.ts'

/** How far the base line of a line of words lies below its middle, in px. */
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
    if (charts.length === 0) copy.append(...wordsOf(cell, style, at, top))
  }
  return copy
}

interface Edges {
  readonly left: number
  readonly right: number
}

function wordsOf(cell: HTMLElement, style: CSSStyleDeclaration, { left, right }: Edges, top: number): SVGElement[] {
  const padding = (side: string) => Number.parseFloat(side) || 0
  const inner = { left: left + padding(style.paddingLeft), right: right - padding(style.paddingRight) }
  const { x, anchor } =
    style.textAlign === 'center'
      ? { x: (inner.left + inner.right) / 2, anchor: 'middle' }
      : style.textAlign === 'right' || style.textAlign === 'end'
        ? { x: inner.right, anchor: 'end' }
        : { x: inner.left, anchor: 'start' }
  const looks = {
    x: `${x}`,
    'text-anchor': anchor,
    fill: style.color || 'black',
    'font-family': style.fontFamily,
    'font-size': style.fontSize || '12',
    'font-weight': style.fontWeight || '400',
  }
  return linesOf(cell).map(({ words, middle }) =>
    svgElement('text', { ...looks, y: `${middle - top + BASE}` }, words.join(' ')),
  )
}

/** The words of a cell as the page breaks them into lines, each with its middle in the window. */
function linesOf(cell: HTMLElement): readonly { readonly words: readonly string[]; readonly middle: number }[] {
  const lines: { words: string[]; middle: number }[] = []
  const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT)
  for (let text = texts.nextNode(); text; text = texts.nextNode())
    for (const { 0: word, index } of (text.textContent ?? '').matchAll(/\S+/g)) {
      const range = document.createRange()
      range.setStart(text, index)
      range.setEnd(text, index + word.length)
      const { top, height } = range.getBoundingClientRect()
      const middle = top + height / 2
      const last = lines.at(-1)
      if (last && Math.abs(last.middle - middle) < height / 2 + 1) last.words.push(word)
      else lines.push({ words: [word], middle })
    }
  return lines
}
