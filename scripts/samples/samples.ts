import { bilinear, encode, type Picture, paint, type Sampler } from './picture.ts'

/** The middle of the astronaut's face in the source photo. */
const FACE = { x: 225, y: 122 }

/** File name to the way it is made from the source photo, `straight.jpg`. */
export const samples = {
  'tilted.jpg': (source) => encode(turn(source, 22, 1.3), 90),
  'soft.jpg': (source) => encode(average(source, disc(5)), 90),
  'dark.jpg': (source) => encode(darken(source, 0.2), 90),
  'small.jpg': (source) => encode(shrink(source, 192), 90),
  'moving.jpg': (source) => encode(average(source, streak(22, -12)), 90),
  'compressed.jpg': (source) => encode(source, 5),
  'covered.jpg': (source) => encode(cover(source), 90),
} as const satisfies Record<string, (source: Picture) => Uint8Array>

type Offset = readonly [x: number, y: number]

/** Turns the picture clockwise about the face and enlarges it, which leaves little beyond its edges. */
function turn(source: Picture, degrees: number, scale: number): Picture {
  const sample = bilinear(source)
  const cos = Math.cos((degrees * Math.PI) / 180) / scale
  const sin = Math.sin((degrees * Math.PI) / 180) / scale
  return paint(source.width, source.height, (x, y, out) => {
    const dx = x - FACE.x
    const dy = y - FACE.y
    sample(FACE.x + cos * dx + sin * dy, FACE.y - sin * dx + cos * dy, out)
  })
}

/** The mean of the picture moved by each offset: a blur whose shape is the offsets'. */
function average(source: Picture, offsets: readonly Offset[]): Picture {
  const sample = bilinear(source)
  const rgb = new Float64Array(3)
  const colour: Sampler = (x, y, out) => {
    out.fill(0)
    for (const [dx, dy] of offsets) {
      sample(x + dx, y + dy, rgb)
      for (let channel = 0; channel < 3; channel++) out[channel]! += rgb[channel]! / offsets.length
    }
  }
  return paint(source.width, source.height, colour)
}

/** A lens out of focus. */
function disc(radius: number): Offset[] {
  const steps = Array.from({ length: 2 * radius + 1 }, (_, i) => i - radius)
  return steps.flatMap((x) => steps.map((y): Offset => [x, y])).filter(([x, y]) => Math.hypot(x, y) <= radius)
}

/** A camera that moves. */
function streak(length: number, degrees: number): Offset[] {
  const angle = (degrees * Math.PI) / 180
  return Array.from({ length }, (_, i): Offset => {
    const way = i - (length - 1) / 2
    return [way * Math.cos(angle), way * Math.sin(angle)]
  })
}

function darken(source: Picture, share: number): Picture {
  return { ...source, data: source.data.map((value) => value * share) }
}

/** The whole picture at a smaller size, each pixel the mean of those it covers. */
function shrink(source: Picture, size: number): Picture {
  const factor = source.width / size
  const steps = [-0.375, -0.125, 0.125, 0.375].map((step) => step * factor)
  const spread = average(
    source,
    steps.flatMap((x) => steps.map((y): Offset => [x, y])),
  )
  const sample = bilinear(spread)
  return paint(size, size, (x, y, out) => sample((x + 0.5) * factor - 0.5, (y + 0.5) * factor - 0.5, out))
}

/** A pale rectangle with round corners over nose and mouth. */
function cover(source: Picture): Picture {
  const sample = bilinear(source)
  const half = { x: 38, y: 25 }
  const radius = 12
  return paint(source.width, source.height, (x, y, out) => {
    const dx = Math.max(0, Math.abs(x - FACE.x) - half.x + radius)
    const dy = Math.max(0, Math.abs(y - FACE.y - 17) - half.y + radius)
    if (Math.hypot(dx, dy) <= radius) out.set([201, 211, 217])
    else sample(x, y, out)
  })
}
