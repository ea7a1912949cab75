import { svgElement } from './svg-element.ts'

/** What decides how a mark looks: presentation attributes, with their value where none is set. */
const initial: Readonly<Record<string, string>> = {
  fill: 'rgb(0, 0, 0)',
  'fill-opacity': '1',
  stroke: 'none',
  'stroke-opacity': '1',
  'stroke-width': '1px',
  'stroke-dasharray': 'none',
  'stroke-linecap': 'butt',
  'stroke-linejoin': 'miter',
  'paint-order': 'normal',
  'shape-rendering': 'auto',
  'text-anchor': 'start',
  'font-family': '',
  'font-size': '',
  'font-weight': '400',
  opacity: '1',
}

/** A chart with the page's styles written into it, and what it says for readers as its title. */
export function copyOf(svg: SVGSVGElement): SVGSVGElement {
  const copy = svg.cloneNode(true) as SVGSVGElement
  const copies = [copy, ...copy.querySelectorAll('*')]
  for (const [index, drawn] of [svg, ...svg.querySelectorAll('*')].entries()) {
    const handedDown = drawn === svg || !drawn.parentElement ? initial : looksOf(drawn.parentElement)
    // All of them are handed down to what is inside, but for opacity.
    inline(copies[index]!, looksOf(drawn), { ...handedDown, opacity: '1' })
  }
  copy.prepend(svgElement('title', {}, svg.getAttribute('aria-label') ?? ''))
  return copy
}

/** Writes into `copy` those looks of its original that its parent does not hand down. */
function inline(copy: Element, looks: Readonly<Record<string, string>>, handedDown: Readonly<Record<string, string>>) {
  for (const [name, value] of Object.entries(looks)) {
    if (value === handedDown[name]) copy.removeAttribute(name)
    else if (value !== '') copy.setAttribute(name, value)
  }
  copy.removeAttribute('class')
  copy.removeAttribute('style')
}

function looksOf(element: Element): Record<string, string> {
  const style = getComputedStyle(element)
  const looks = Object.fromEntries(Object.keys(initial).map((name) => [name, style.getPropertyValue(name)]))
  for (const paint of ['fill', 'stroke']) {
    // Programs that draw SVG 1.1 know no colour with an alpha in it.
    const [, colour, alpha] = /^rgba\((.+), ([\d.]+)\)$/.exec(looks[paint] ?? '') ?? []
    if (!colour) continue
    looks[paint] = `rgb(${colour})`
    looks[`${paint}-opacity`] = `${Number(alpha) * Number(looks[`${paint}-opacity`] || 1)}`
  }
  return looks
}
