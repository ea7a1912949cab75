import { compose, type Similarity, translation, turnAndScale } from '../geometry/similarity.ts'
import { cropSize, faceCentre } from '../geometry/template.ts'
import type { FivePointName, FivePoints } from './face.ts'
import { generator } from './generator.ts'
import { interEyeDistance } from './inter-eye-distance.ts'

/**
 * A deliberate, seeded misalignment on top of a procedure.
 *
 * Jitter moves each coordinate of the five points by U[−jitter, jitter] × IED before the procedure aligns them.
 * Rotation, scale and shift act afterwards, in crop pixels, about the crop's face centre (56, 72).
 */
export interface Misalignment {
  /** Fraction of the inter-eye distance, ≥ 0. */
  readonly jitter: number
  /** Seed of the jitter, an unsigned 32-bit integer. */
  readonly seed: number
  /** Degrees; positive turns the picture clockwise on the screen. */
  readonly rotation: number
  /** Factor; 1 leaves the size. */
  readonly scale: number
  /** Fractions of the crop's side, to the right and down. */
  readonly shiftX: number
  readonly shiftY: number
}

/** Leaves everything where it is; spread it to name only what differs. */
export const noMisalignment: Misalignment = { jitter: 0, seed: 0, rotation: 0, scale: 1, shiftX: 0, shiftY: 0 }

/** How far each of the five points moves, in source pixels. */
export type JitterShifts = Readonly<Record<FivePointName, { readonly x: number; readonly y: number }>>

/**
 * The ten draws of a jitter: x and y of each of the five points, in template order.
 * @param points  the unmoved points, which give the inter-eye distance
 */
export function jitterShifts(points: FivePoints, { jitter, seed }: Misalignment): JitterShifts {
  const draw = generator(seed)
  const reach = jitter * interEyeDistance(points)
  const shift = () => ({ x: (2 * draw() - 1) * reach, y: (2 * draw() - 1) * reach })
  // The properties of a literal are evaluated in this order.
  return { rightEye: shift(), leftEye: shift(), noseTip: shift(), mouthRight: shift(), mouthLeft: shift() }
}

/** Rotation and scale about the face centre, then the shift. */
export function cropMove({ rotation, scale, shiftX, shiftY }: Misalignment): Similarity<'crop', 'crop'> {
  return compose(translation<'crop'>(cropSize * shiftX, cropSize * shiftY), turnAndScale(rotation, scale, faceCentre))
}

/** What is wrong, in a few words: "jitter 20%, seed 5", "rotation −15°"; "none" where nothing is. */
export function describeMisalignment(m: Misalignment): string {
  const parts = [
    m.jitter !== 0 && `jitter ${percent(m.jitter)}, seed ${m.seed}`,
    m.rotation !== 0 && `rotation ${signed(m.rotation)}°`,
    m.scale !== 1 && `scale ${round(m.scale)}`,
    m.shiftX !== 0 && `shift x ${signed(m.shiftX * 100)}%`,
    m.shiftY !== 0 && `shift y ${signed(m.shiftY * 100)}%`,
  ]
  return parts.filter((part) => part !== false).join(', ') || 'none'
}

const round = (value: number) => Number(value.toFixed(2))
const percent = (fraction: number) => `${round(fraction * 100)}%`
const signed = (value: number) => (value < 0 ? `−${round(-value)}` : `+${round(value)}`)
