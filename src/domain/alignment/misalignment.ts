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
