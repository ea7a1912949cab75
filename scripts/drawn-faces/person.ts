import { generator } from '../../src/domain/alignment/generator.ts'

/** Hue in degrees, saturation and lightness in percent. */
export type Colour = readonly [hue: number, saturation: number, lightness: number]

const hairStyles = ['short', 'long', 'curly', 'none', 'fringe', 'bun'] as const

/**
 * What makes a drawn face that of one person. Lengths are in units of the distance between the eyes of a typical face,
 * measured from the middle of the face: x to the right, y down.
 */
export interface Person {
  readonly name: string
  readonly skin: Colour
  readonly hair: Colour
  readonly iris: Colour
  readonly hairStyle: (typeof hairStyles)[number]
  readonly hasGlasses: boolean
  readonly hasBeard: boolean
  readonly faceWidth: number
  readonly chin: number
  readonly jaw: number
  readonly eyeApart: number
  readonly eyeHeight: number
  readonly eyeSize: number
  readonly eyeOpen: number
  readonly eyeSlant: number
  readonly browHeight: number
  readonly browThickness: number
  readonly browSlant: number
  readonly noseTip: number
  readonly noseWidth: number
  readonly mouthHeight: number
  readonly mouthWidth: number
  readonly lips: number
}

/** A person made up by a seed. */
export function makePerson(seed: number): Person {
  const draw = generator(1000 + seed)
  const between = (low: number, high: number) => low + (high - low) * draw()
  const lightness = between(28, 80)
  return {
    name: `person-${String(seed).padStart(2, '0')}`,
    skin: [between(14, 30), between(30, 55), lightness],
    hair: [between(10, 45), between(10, 60), between(6, Math.min(70, lightness + 5))],
    iris: [between(20, 230), between(30, 60), between(20, 50)],
    // In turn, so that a small set has them all.
    hairStyle: hairStyles[seed % hairStyles.length]!,
    hasGlasses: draw() < 0.25,
    hasBeard: draw() < 0.25,
    faceWidth: between(0.98, 1.25),
    chin: between(1.25, 1.65),
    jaw: between(0.45, 0.95),
    eyeApart: between(0.88, 1.12),
    eyeHeight: between(-0.5, -0.36),
    eyeSize: between(0.19, 0.27),
    eyeOpen: between(0.35, 0.62),
    eyeSlant: between(-12, 12),
    browHeight: between(0.24, 0.4),
    browThickness: between(0.05, 0.13),
    browSlant: between(-12, 14),
    noseTip: between(0.1, 0.32),
    noseWidth: between(0.15, 0.3),
    mouthHeight: between(0.58, 0.8),
    mouthWidth: between(0.3, 0.5),
    lips: between(0.06, 0.16),
  }
}
