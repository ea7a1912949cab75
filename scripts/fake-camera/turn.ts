/** A place in a picture, in pixels from its middle. */
export interface Place {
  readonly x: number
  readonly y: number
}

/** A head as an upright cylinder, half of it in front of a flat board; the picture is painted on both. Pixels. */
export interface Relief {
  readonly radius: number
  /** From the camera to the cylinder's axis; greater than the radius. */
  readonly distance: number
}

/**
 * Where in the straight picture that lies which a pinhole camera sees at `place` once the head is turned about its axis. A
 * flat picture turned by a homography will not do: its nose stays amid the cheeks, so that the pose measured of its face is
 * a quarter of its angle.
 * @param degrees  positive: the right side goes back; ∈ (−90, 90)
 * @returns        null where the camera looks past the board
 */
export function beforeTurn({ radius, distance }: Relief, degrees: number, place: Place): Place | null {
  const cos = Math.cos((degrees * Math.PI) / 180)
  const sin = Math.sin((degrees * Math.PI) / 180)
  // The axis is the origin and z leads away from the camera; a share of 1 of the line of sight ends in the plane z = 0.
  const seen = (share: number) => {
    const x = share * place.x
    const z = (share - 1) * distance
    return { x: cos * x + sin * z, y: share * place.y, z: cos * z - sin * x }
  }
  const length = place.x ** 2 + distance ** 2
  const root = distance ** 4 - length * (distance ** 2 - radius ** 2)
  const onCylinder = root < 0 ? null : seen((distance ** 2 - Math.sqrt(root)) / length)
  // Along the board, or away from it, a line of sight never meets it.
  const towardsBoard = cos * distance - sin * place.x
  // The depth there is 0, which rounding would lose far out.
  const onBoard = towardsBoard > 0 ? { ...seen((cos * distance) / towardsBoard), z: 0 } : null
  const point = onCylinder && onCylinder.z <= 0 ? onCylinder : onBoard
  if (!point) return null
  const scale = distance / (distance + point.z)
  return { x: scale * point.x, y: scale * point.y }
}
