import { PlumbError } from '../errors.ts'
import type { Point, Space } from './point.ts'
import { type Similarity, similarity } from './similarity.ts'

/** Points that all lie on one spot, or answer to each other in no direction, decide no scale and no rotation. */
export class DegeneratePointsError extends PlumbError {
  override readonly name = 'DegeneratePointsError'
  readonly code = 'degenerate-points'
  readonly remedy = 'Move the landmarks of this face apart.'
  constructor() {
    super('The landmarks of this face lie on one spot, so it cannot be aligned.')
  }
}

/**
 * The similarity transform that brings `from` closest to `to`, point by point, in the sense of least squares. It never
 * mirrors.
 *
 * In the plane the closed form needs no singular value decomposition: with the centred points as complex numbers z and
 * w, the best factor is ⟨z, w⟩ / ⟨z, z⟩.
 *
 * @throws DegeneratePointsError where the points decide no transform
 * @see Umeyama 1991, Least-squares estimation of transformation parameters between two point patterns
 */
export function fitSimilarity<From extends Space, To extends Space>(
  from: readonly Point<From>[],
  to: readonly Point<To>[],
): Similarity<From, To> {
  if (from.length !== to.length) throw new RangeError(`${from.length} points cannot be fitted to ${to.length}.`)
  const source = mean(from)
  const target = mean(to)
  let along = 0
  let across = 0
  let norm = 0
  from.forEach((p, i) => {
    const x = p.x - source.x
    const y = p.y - source.y
    const u = to[i]!.x - target.x
    const v = to[i]!.y - target.y
    along += x * u + y * v
    across += x * v - y * u
    norm += x * x + y * y
  })
  const a = along / norm
  const b = across / norm
  // Written so that NaN and infinity fail too.
  if (!(Number.isFinite(Math.hypot(a, b)) && Math.hypot(a, b) > 0)) throw new DegeneratePointsError()
  return similarity(a, b, target.x - a * source.x + b * source.y, target.y - b * source.x - a * source.y)
}

function mean(points: readonly { readonly x: number; readonly y: number }[]) {
  let x = 0
  let y = 0
  for (const p of points) {
    x += p.x
    y += p.y
  }
  return { x: x / points.length, y: y / points.length }
}
