import { type Point, point, type Space } from './point.ts'

declare const spaces: unique symbol

/**
 * A similarity transform from one space to another: x' = a·x − b·y + tx, y' = b·x + a·y + ty.
 * Positive turns go clockwise on the screen, since y points down.
 */
export interface Similarity<From extends Space, To extends Space> {
  readonly a: number
  readonly b: number
  readonly tx: number
  readonly ty: number
  readonly [spaces]: readonly [From, To]
}

/** Rows of the 2 × 3 matrix, as OpenCV and the result record have it: [a, −b, tx, b, a, ty] of a similarity. */
export type Matrix = readonly [number, number, number, number, number, number]

/** The only place where four numbers become a transform between spaces. */
export const similarity = <From extends Space, To extends Space>(a: number, b: number, tx: number, ty: number) =>
  ({ a, b, tx, ty }) as Similarity<From, To>

export function apply<From extends Space, To extends Space>(
  t: Similarity<From, To>,
  p: Point<NoInfer<From>>,
): Point<To> {
  return point(t.a * p.x - t.b * p.y + t.tx, t.b * p.x + t.a * p.y + t.ty)
}

/** `before`, then `after`. */
export function compose<From extends Space, Via extends Space, To extends Space>(
  after: Similarity<Via, To>,
  before: Similarity<From, NoInfer<Via>>,
): Similarity<From, To> {
  return similarity(
    after.a * before.a - after.b * before.b,
    after.b * before.a + after.a * before.b,
    after.a * before.tx - after.b * before.ty + after.tx,
    after.b * before.tx + after.a * before.ty + after.ty,
  )
}

/** The way back. A transform of scale 0 has none, and gives NaN and infinities. */
export function invert<From extends Space, To extends Space>(t: Similarity<From, To>): Similarity<To, From> {
  const squared = t.a * t.a + t.b * t.b
  const a = t.a / squared
  const b = -t.b / squared
  return similarity(a, b, b * t.ty - a * t.tx, -b * t.tx - a * t.ty)
}

export const translation = <S extends Space>(dx: number, dy: number) => similarity<S, S>(1, 0, dx, dy)

/** Turns by `degrees`, clockwise on the screen, and scales by `factor`; `centre` stays where it is. */
export function turnAndScale<S extends Space>(degrees: number, factor: number, centre: Point<S>): Similarity<S, S> {
  const radians = (degrees * Math.PI) / 180
  const a = factor * Math.cos(radians)
  const b = factor * Math.sin(radians)
  return similarity(a, b, centre.x - a * centre.x + b * centre.y, centre.y - b * centre.x - a * centre.y)
}

/** Pixels of `To` a pixel of `From`, ≥ 0. */
export const scaleOf = (t: Similarity<Space, Space>) => Math.hypot(t.a, t.b)

/** Degrees, clockwise on the screen, ∈ (−180, 180]. */
export function rotationOf(t: Similarity<Space, Space>): number {
  const degrees = (Math.atan2(t.b, t.a) * 180) / Math.PI
  // Half a turn the other way, which rounding or a b of −0 makes of it.
  return degrees === -180 ? 180 : degrees
}

export const toMatrix = (t: Similarity<Space, Space>): Matrix => [t.a, -t.b, t.tx, t.b, t.a, t.ty]

/**
 * @param precision  share of the scale by which entries that have to be alike may differ
 * @throws RangeError where the matrix mirrors, shears or stretches, so is no similarity.
 */
export function fromMatrix<From extends Space, To extends Space>(
  matrix: Matrix,
  precision = 1e-6,
): Similarity<From, To> {
  const [a, minusB, tx, b, d, ty] = matrix
  const tolerance = precision * Math.hypot(a, b)
  if (!(Math.abs(a - d) <= tolerance && Math.abs(b + minusB) <= tolerance))
    throw new RangeError(`[${matrix.join(', ')}] is not a similarity transform.`)
  return similarity(a, b, tx, ty)
}
