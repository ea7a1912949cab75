import { generator } from '../../src/domain/alignment/generator.ts'
import type { Colour, Person } from './person.ts'
import type { Head, Place, Sides } from './shapes.ts'
import * as shapes from './shapes.ts'

/** Side of a picture in pixels, and the distance between a typical person's eyes in it. */
export const pictureSize = 160
const unit = 38

/** How a photo of a person is taken. */
export interface Shot {
  /** Radians; positive turns the face to the viewer's right. */
  readonly yaw: number
  /** Degrees, clockwise. */
  readonly roll: number
  readonly size: number
  /** Of the head's middle from the picture's, in pixels. */
  readonly x: number
  readonly y: number
  /** From −1, sad, to 1. */
  readonly smile: number
  readonly mouthOpen: number
  /** How much light comes from one side: from the left, −1, to the right, 1. */
  readonly light: number
  /** About 1. */
  readonly brightness: number
  readonly background: Colour
}

/** A shot made up by a seed. */
export function makeShot(seed: number): Shot {
  const draw = generator(5000 + seed)
  const between = (low: number, high: number) => low + (high - low) * draw()
  return {
    yaw: between(-0.45, 0.45),
    roll: between(-14, 14),
    size: between(0.8, 1.15),
    x: between(-8, 8),
    y: between(-10, 2),
    smile: between(-0.4, 1),
    mouthOpen: between(0, 0.5),
    light: between(-1, 1),
    brightness: between(0.8, 1.15),
    background: [between(0, 360), between(5, 35), between(25, 80)],
  }
}

/** A drawn face and where it is, in pixels whose centres lie at whole numbers. */
export interface DrawnFace {
  readonly svg: string
  /** In template order. */
  readonly points: readonly Place[]
  /** Around forehead, chin and cheeks, as lists of faces have it: counted from the edge of the first pixel. */
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number }
}

export function drawFace(person: Person, shot: Shot): DrawnFace {
  const head = headOf(person, shot)
  const scale = unit * shot.size
  const [middleX, middleY] = [pictureSize / 2 + shot.x, pictureSize / 2 + shot.y]
  const radians = (shot.roll * Math.PI) / 180
  const placed = ({ x, y }: Place): Place => ({
    x: middleX + scale * (x * Math.cos(radians) - y * Math.sin(radians)),
    y: middleY + scale * (x * Math.sin(radians) + y * Math.cos(radians)),
  })
  const svg = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${pictureSize}" height="${pictureSize}">`,
    lightFrom(shot.light),
    `<rect width="100%" height="100%" fill="${shapes.colour(shot.background)}"/>`,
    `<g transform="translate(${shapes.number(middleX)} ${shapes.number(middleY)}) rotate(${shapes.number(shot.roll)}) scale(${shapes.number(scale)})">`,
    ...shapesOf(person, shot, head),
    '</g></svg>',
  ].join('\n')
  return {
    svg,
    // An SVG counts from the edge of the first pixel, half a pixel before its centre.
    points: [...head.eyes, head.nose, ...head.corners].map(placed).map(({ x, y }) => ({ x: x - 0.5, y: y - 0.5 })),
    box: boxAround([{ x: head.top.x, y: -1 }, head.chin, ...head.cheeks].map(placed)),
  }
}

function headOf(person: Person, { yaw, smile, mouthOpen }: Shot): Head {
  const narrowing = Math.cos(yaw)
  /** What lies `depth` before the middle of the head moves aside as the head turns. */
  const seen = (x: number, y: number, depth: number): Place => ({ x: x * narrowing + depth * Math.sin(yaw), y })
  const both = (x: number, y: number, depth: number): Sides => [seen(-x, y, depth), seen(x, y, depth)]
  const { eyeApart, eyeHeight, mouthHeight, lips } = person
  return {
    top: seen(0, -1.45, 0.2),
    temples: both(0.95 * person.faceWidth, -0.8, 0),
    cheeks: both(person.faceWidth, 0, 0),
    jaws: both(person.jaw, 0.82 * person.chin, 0.3),
    chin: seen(0, person.chin, 0.55),
    eyes: both(eyeApart / 2, eyeHeight, 0.62),
    brows: both(eyeApart / 2, eyeHeight - person.browHeight, 0.68),
    bridge: seen(0, eyeHeight, 0.7),
    nose: seen(0, person.noseTip, 0.98),
    wings: both(person.noseWidth, person.noseTip + 0.06, 0.72),
    corners: both(person.mouthWidth + 0.05 * smile, mouthHeight - 0.05 * smile, 0.62),
    upperLip: seen(0, mouthHeight - lips, 0.76),
    lips: seen(0, mouthHeight + 0.07 * smile, 0.74),
    lowerLip: seen(0, mouthHeight + lips + 0.07 * smile + 0.25 * mouthOpen, 0.72),
    narrowing,
  }
}

/** From the back to the front. */
function shapesOf(person: Person, { brightness, mouthOpen }: Shot, head: Head): readonly string[] {
  const skin = shapes.colour(person.skin, brightness)
  const shade = shapes.colour(person.skin, 0.72 * brightness)
  const hair = shapes.colour(person.hair, brightness)
  const red = shapes.colour([355, 45, 0.75 * person.skin[2]], brightness)
  const shirt = shapes.colour([person.iris[0] + 90, 30, 40], brightness)
  return [
    ...shapes.hairBehind(person, head.narrowing, hair),
    ...shapes.neck(person, shade, shirt),
    ...shapes.ears(head, shade),
    shapes.outline(head, skin),
    shapes.outline(head, 'url(#light)'),
    ...(person.hasBeard ? [shapes.beard(head, hair)] : []),
    ...shapes.eyes(head, person, shade),
    ...shapes.brows(head, person, hair),
    ...shapes.nose(head, shade),
    ...shapes.mouth(head, red, mouthOpen),
    ...shapes.hairBefore(person, head, hair),
    ...(person.hasGlasses ? shapes.glasses(head) : []),
  ]
}

function lightFrom(side: number): string {
  const opacity = shapes.number(0.3 * Math.abs(side))
  const [left, right] = side < 0 ? ['#fff', '#000'] : ['#000', '#fff']
  return `<linearGradient id="light" x1="0" x2="1" y1="0" y2="0.3"><stop offset="0" stop-color="${left}" stop-opacity="${opacity}"/><stop offset="1" stop-color="${right}" stop-opacity="${opacity}"/></linearGradient>`
}

function boxAround(places: readonly Place[]): DrawnFace['box'] {
  const [xs, ys] = [places.map(({ x }) => x), places.map(({ y }) => y)]
  const [x, y] = [Math.min(...xs), Math.min(...ys)]
  return { x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y }
}
