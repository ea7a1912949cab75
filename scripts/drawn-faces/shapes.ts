import type { Colour, Person } from './person.ts'

/** A place on the drawn head, in units of the distance between the eyes. */
export interface Place {
  readonly x: number
  readonly y: number
}

/** What is there once on each side: first on the viewer's left. */
export type Sides = readonly [left: Place, right: Place]

/** The places of a head as it is seen, already turned. */
export interface Head {
  readonly top: Place
  readonly temples: Sides
  readonly cheeks: Sides
  readonly jaws: Sides
  readonly chin: Place
  readonly eyes: Sides
  readonly brows: Sides
  readonly bridge: Place
  readonly nose: Place
  readonly wings: Sides
  readonly corners: Sides
  readonly upperLip: Place
  readonly lips: Place
  readonly lowerLip: Place
  /** What is left of widths as the head turns, ≤ 1. */
  readonly narrowing: number
}

export const colour = ([hue, saturation, lightness]: Colour, brightness = 1) =>
  `hsl(${number(hue % 360)}, ${number(saturation)}%, ${number(Math.min(95, lightness * brightness))}%)`

export const number = (value: number) => Number(value.toFixed(3))

const at = ({ x, y }: Place, dx = 0, dy = 0) => `${number(x + dx)} ${number(y + dy)}`

const path = (steps: readonly string[], style: string) => `<path d="${steps.join(' ')}" ${style}/>`

export const neck = (person: Person, skin: string, shirt: string) => [
  `<rect x="-0.45" y="${number(person.chin * 0.7)}" width="0.9" height="1.5" fill="${skin}"/>`,
  path(
    [
      `M -2.2 3.2 C -2 ${number(person.chin + 0.6)} -0.8 ${number(person.chin + 0.45)} 0 ${number(person.chin + 0.5)}`,
      `S 2 ${number(person.chin + 0.6)} 2.2 3.2 Z`,
    ],
    `fill="${shirt}"`,
  ),
]

/** @param fill  a colour, or the light that falls on it */
export const outline = ({ top, temples: [l, r], cheeks, jaws, chin }: Head, fill: string) =>
  path(
    [
      `M ${at(top)} C ${at(l, 0.05, -0.62)} ${at(l, 0, -0.2)} ${at(cheeks[0])} S ${at(jaws[0])} ${at(chin)}`,
      `S ${at(jaws[1], 0.1, -0.2)} ${at(cheeks[1])} C ${at(r, 0, -0.2)} ${at(r, -0.05, -0.62)} ${at(top)} Z`,
    ],
    `fill="${fill}"`,
  )

export const ears = ({ cheeks }: Head, skin: string) =>
  cheeks.map(({ x, y }) => `<ellipse cx="${number(x)}" cy="${number(y - 0.15)}" rx="0.14" ry="0.28" fill="${skin}"/>`)

export const beard = ({ cheeks, jaws, chin, corners: [l, r], upperLip }: Head, hair: string) =>
  path(
    [
      `M ${at(cheeks[0], 0.1, 0.25)} S ${at(jaws[0])} ${at(chin, 0, 0.04)}`,
      `S ${at(jaws[1], 0.1, -0.2)} ${at(cheeks[1], -0.1, 0.25)}`,
      `C ${at(r, 0.35, -0.1)} ${at(r, 0.1, -0.3)} ${at(upperLip, 0, -0.12)}`,
      `C ${at(l, -0.1, -0.3)} ${at(l, -0.35, -0.1)} ${at(cheeks[0], 0.1, 0.25)} Z`,
    ],
    `fill="${hair}" opacity="0.85"`,
  )

export function eyes({ eyes: both, narrowing }: Head, person: Person, shade: string): readonly string[] {
  const width = person.eyeSize * narrowing
  const height = person.eyeSize * person.eyeOpen
  return both.flatMap((eye, side) => {
    const centre = `cx="${number(eye.x)}" cy="${number(eye.y)}"`
    const turn = `transform="rotate(${number((2 * side - 1) * person.eyeSlant)} ${at(eye)})"`
    const lid = `M ${at(eye, -width)} Q ${at(eye, 0, -1.8 * height)} ${at(eye, width)}`
    return [
      path(
        [lid, `Q ${at(eye, 0, 1.5 * height)} ${at(eye, -width)} Z`],
        `${turn} fill="#f4f0ea" stroke="${shade}" stroke-width="0.07"`,
      ),
      `<circle ${centre} r="${number(0.8 * height)}" fill="${colour(person.iris)}"/>`,
      `<circle ${centre} r="${number(0.38 * height)}" fill="#0b0b0b"/>`,
      path([lid], `${turn} fill="none" stroke="#20140f" stroke-width="0.05"`),
    ]
  })
}

export const brows = ({ brows: both, narrowing }: Head, person: Person, hair: string) =>
  both.map((brow, side) =>
    path(
      [`M ${at(brow, -0.28 * narrowing, 0.05)} Q ${at(brow, 0, -0.08)} ${at(brow, 0.28 * narrowing, 0.05)}`],
      `transform="rotate(${number((1 - 2 * side) * person.browSlant)} ${at(brow)})" fill="none" stroke="${hair}" stroke-width="${number(person.browThickness)}" stroke-linecap="round"`,
    ),
  )

export function nose({ bridge, nose: tip, wings }: Head, shade: string): readonly string[] {
  const side = tip.x < bridge.x ? -1 : 1
  const stroke = `fill="none" stroke="${shade}" stroke-linecap="round"`
  return [
    path(
      [`M ${at(bridge, 0.06 * side)} Q ${at(tip, 0.1 * side, -0.25)} ${at(tip, 0.05)}`],
      `${stroke} stroke-width="0.05"`,
    ),
    path(
      [`M ${at(wings[0])} Q ${at(tip, -0.1, 0.14)} ${at(tip, 0, 0.1)} T ${at(wings[1])}`],
      `${stroke} stroke-width="0.07"`,
    ),
    `<ellipse cx="${number(tip.x)}" cy="${number(tip.y)}" rx="0.09" ry="0.07" fill="#fff" opacity="0.25"/>`,
  ]
}

/** @param open  how far, ≥ 0 */
export const mouth = ({ corners: [l, r], upperLip, lips, lowerLip }: Head, red: string, open: number) => [
  path([`M ${at(l)} Q ${at(upperLip)} ${at(r)} Q ${at(lowerLip)} ${at(l)} Z`], `fill="${red}"`),
  path(
    [`M ${at(l)} Q ${at(lips)} ${at(r)} Q ${at(lips, 0, 0.22 * open)} ${at(l)} Z`],
    'fill="#fff" stroke="#3a1512" stroke-width="0.035"',
  ),
]

export function glasses({ eyes: [l, r], narrowing }: Head): readonly string[] {
  const width = 0.36 * narrowing
  const frame = 'stroke="#222" stroke-width="0.06"'
  return [
    ...[l, r].map(
      ({ x, y }) =>
        `<rect x="${number(x - width)}" y="${number(y - 0.24)}" width="${number(2 * width)}" height="0.5" rx="0.14" fill="#cde" fill-opacity="0.12" ${frame}/>`,
    ),
    path([`M ${at(l, width)} L ${at(r, -width)}`], frame),
  ]
}

export function hairBehind({ hairStyle, faceWidth, chin }: Person, narrowing: number, hair: string): readonly string[] {
  const width = faceWidth * (0.25 + 0.75 * narrowing)
  const cap = (reach: number, y: number, height: number) =>
    `<ellipse cx="0" cy="${y}" rx="${number(reach * width)}" ry="${height}" fill="${hair}"/>`
  switch (hairStyle) {
    case 'long': {
      const end = number(chin + 0.5)
      const [near, far] = [number(1.4 * width), number(1.5 * width)]
      const widest = number(2 * width)
      return [
        path(
          [`M 0 -1.85 C ${-widest} -1.8 ${-far} 1 ${-near} ${end}`, `H ${near} C ${far} 1 ${widest} -1.8 0 -1.85 Z`],
          `fill="${hair}"`,
        ),
      ]
    }
    case 'curly':
      return Array.from({ length: 15 }, (_, i) => {
        const angle = Math.PI * (0.95 + (1.1 * i) / 14)
        const [x, y] = [1.25 * width * Math.cos(angle), -0.55 + 1.15 * Math.sin(angle)].map(number)
        return `<circle cx="${x}" cy="${y}" r="0.45" fill="${hair}"/>`
      })
    case 'bun':
      return [`<circle cx="0" cy="-1.95" r="0.5" fill="${hair}"/>`, cap(1.12, -0.6, 1.15)]
    case 'short':
    case 'fringe':
      return [cap(1.14, -0.55, 1.25)]
    case 'none':
      return []
  }
}

/** How far down the hair reaches over the forehead. */
const hairLine = { short: -1.4, long: -1.45, curly: -1.3, fringe: -0.72, bun: -1.55 } as const

export function hairBefore({ hairStyle }: Person, { top, temples: [l, r] }: Head, hair: string): readonly string[] {
  if (hairStyle === 'none') return []
  return [
    path(
      [
        `M ${at(l, -0.03, 0.1)} Q ${at(l, 0.1, -0.95)} ${at(top, 0, -0.08)}`,
        `Q ${at(r, -0.1, -0.95)} ${at(r, 0.03, 0.1)}`,
        `Q ${number(top.x)} ${hairLine[hairStyle]} ${at(l, -0.03, 0.1)} Z`,
      ],
      `fill="${hair}"`,
    ),
  ]
}
