/** How one plane is seen in another: the rows of the 3 × 3 matrix that maps their homogeneous points. */
export type Homography = readonly [number, number, number, number, number, number, number, number, number]

interface Place {
  readonly x: number
  readonly y: number
}

export function map([a, b, c, d, e, f, g, h, i]: Homography, { x, y }: Place): Place {
  const w = g * x + h * y + i
  return { x: (a * x + b * y + c) / w, y: (d * x + e * y + f) / w }
}

/** The way back, by the adjugate: a factor does not matter. */
export const invert = ([a, b, c, d, e, f, g, h, i]: Homography): Homography => [
  e * i - f * h,
  c * h - b * i,
  b * f - c * e,
  f * g - d * i,
  a * i - c * g,
  c * d - a * f,
  d * h - e * g,
  b * g - a * h,
  a * e - b * d,
]

/**
 * How a flat picture looks that is turned about the upright line through `centre`, which stays where it is.
 * @param degrees   positive: the right side goes back and grows smaller; ∈ (−90, 90)
 * @param distance  from the camera to `centre`, in pixels of the picture; the less, the stronger the perspective
 */
export function turn(degrees: number, distance: number, centre: Place): Homography {
  const cos = Math.cos((degrees * Math.PI) / 180)
  const sin = Math.sin((degrees * Math.PI) / 180)
  const { x, y } = centre
  // With u and v from the centre: u' = cos u / w and v' = v / w, where w = 1 + sin u / distance is the depth.
  const g = sin / distance
  const i = 1 - g * x
  return [cos + g * x, 0, x * (i - cos), g * y, 1, y * (i - 1), g, 0, i]
}
