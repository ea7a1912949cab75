import { svgText } from '#ui/charts/file/save-chart.ts'

/** Between two charts, and above them for their titles, in px. */
const GAP = 24

/** The charts of the sweeps as they stand on the page, side by side in one SVG, each under its title. */
export function sweepPicture(about: string): string {
  const page = document.querySelector('.sweeps') ?? document.body
  const { color } = getComputedStyle(page)
  const background = getComputedStyle(page).getPropertyValue('--bg')
  let x = GAP
  let height = 0
  const parts = [...page.querySelectorAll<SVGSVGElement>('svg.chart')].map((svg, index) => {
    const box = svg.getBoundingClientRect()
    const title = svg.closest('figure')?.querySelector('h2')?.textContent ?? ''
    // What the file says of its origin stands in it once.
    const part = `<g transform="translate(${x} ${2 * GAP})"><text y="-12" fill="${color}" font-family="sans-serif" font-size="13" font-weight="600">${escaped(title)}</text>${svgText(svg, index === 0 ? about : '')}</g>`
    x += box.width + GAP
    height = Math.max(height, box.height)
    return part
  })
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${x}" height="${height + 3 * GAP}"><rect width="100%" height="100%" fill="${background}"/>${parts.join('')}</svg>\n`
}

const escaped = (text: string) => text.replace(/[<&]/g, (sign) => (sign === '<' ? '&lt;' : '&amp;'))
