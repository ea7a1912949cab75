import { svgText } from '#ui/charts/save-chart.ts'

/** Between two charts, and above them for their titles, in px. */
const GAP = 24

/** The charts of the sweeps as they stand on the page, side by side in one SVG, each under its title. */
export function sweepPicture(about: string): string {
  let x = GAP
  let height = 0
  const parts = [...document.querySelectorAll<SVGSVGElement>('.sweeps svg')].map((svg) => {
    const { width, height: own } = svg.getBoundingClientRect()
    const title = svg.closest('figure')?.querySelector('h2, h3')?.textContent ?? ''
    const part = `<g transform="translate(${x} ${2 * GAP})"><text y="-12" font-family="sans-serif" font-size="13" font-weight="600">${escaped(title)}</text>${svgText(svg, about)}</g>`
    x += width + GAP
    height = Math.max(height, own)
    return part
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${x}" height="${height + 3 * GAP}"><rect width="100%" height="100%" fill="white"/>${parts.join('')}</svg>\n`
}

const escaped = (text: string) => text.replace(/[<&]/g, (sign) => (sign === '<' ? '&lt;' : '&amp;'))
