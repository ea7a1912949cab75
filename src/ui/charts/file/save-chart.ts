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

const SVG = 'http://www.w3.org/2000/svg'

/**
 * A chart as a file of its own: the page's styles are written into it, with the page's background behind.
 * @param svg    a chart that is on the page, where it has its styles
 * @param about  what the file says of its origin, as JSON: settings, hashes, version
 */
export function svgText(svg: SVGSVGElement, about: string): string {
  const copy = svg.cloneNode(true) as SVGSVGElement
  const copies = [copy, ...copy.querySelectorAll('*')]
  for (const [index, drawn] of [svg, ...svg.querySelectorAll('*')].entries()) {
    const handedDown = drawn === svg || !drawn.parentElement ? initial : looksOf(drawn.parentElement)
    // All of them are handed down to what is inside, but for opacity.
    inline(copies[index]!, looksOf(drawn), { ...handedDown, opacity: '1' })
  }
  copy.setAttribute('xmlns', SVG)
  copy.prepend(
    element('title', {}, svg.getAttribute('aria-label') ?? ''),
    element('metadata', {}, about),
    element('rect', { width: '100%', height: '100%', fill: getComputedStyle(svg).getPropertyValue('--bg') || 'none' }),
  )
  return new XMLSerializer().serializeToString(copy)
}

/**
 * The chart's file as a PNG.
 * @param text   what `svgText` gave
 * @param scale  pixels of the image in each direction for one of the chart's
 * @throws EncodingError where the browser cannot draw the text
 */
export async function pngOf(text: string, scale = 2): Promise<Blob> {
  // The page's policy allows pictures from blobs, not from data addresses.
  const url = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }))
  try {
    const image = new Image()
    image.src = url
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = image.naturalWidth * scale
    canvas.height = image.naturalHeight * scale
    canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height)
    return await pngOfCanvas(canvas)
  } finally {
    URL.revokeObjectURL(url)
  }
}

/** @throws EncodingError where the browser cannot hold so large a picture */
export const pngOfCanvas = (canvas: HTMLCanvasElement): Promise<Blob> =>
  new Promise((resolve, reject) => {
    canvas.toBlob((blob) => (blob ? resolve(blob) : reject(new DOMException('No PNG came.', 'EncodingError'))))
  })

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

function element(name: string, attributes: Readonly<Record<string, string>>, text = ''): SVGElement {
  const made = document.createElementNS(SVG, name)
  for (const [attribute, value] of Object.entries(attributes)) made.setAttribute(attribute, value)
  made.textContent = text
  return made
}
