import type { Face } from '../alignment/face.ts'
import { interEyeDistance } from '../alignment/inter-eye-distance.ts'
import { type Mesh, type MeshPointName, meshIndex, meshPoint } from '../alignment/mesh.ts'
import { distance, midpoint } from '../geometry/point.ts'
import type { Raster } from '../geometry/raster.ts'
import {
  illuminationUniformity,
  lightBehind,
  luminanceDeviation,
  luminanceEntropy,
  luminanceMean,
  luminanceShare,
} from './light.ts'
import { poseOfMesh } from './pose.ts'
import { sharpnessOf } from './sharpness.ts'

export interface FactsInput {
  readonly face: Face
  /** The face's reference crop, 112 × 112. */
  readonly crop: Raster
}

/** Something plain about a face that goes along with its score, without any model. */
interface Fact<Id extends string = string> {
  /** Kebab-case and stable. */
  readonly id: Id
  readonly label: string
  /** Its quality component in ISO/IEC 29794-5, where the number is what that is measured by; null where it is another, or the
   * standard has none. */
  readonly isoTerm: string | null
  /** Behind the number: "px", "°", "bits"; empty for a plain ratio. */
  readonly unit: string
  /** Decimals worth showing. */
  readonly decimals: number
  /** How it is computed and what is better, in a sentence. */
  readonly describe: string
  /** Null where the face lacks what it needs: the mesh, mostly. */
  readonly of: (input: FactsInput) => number | null
}

const fact = <const Id extends string>(definition: Fact<Id>) => definition

const ofMesh =
  (measure: (mesh: Mesh) => number) =>
  ({ face }: FactsInput) =>
    face.mesh && measure(face.mesh)

/** Every fact, in the order in which people see them. Those with an `isoTerm` are defined as ISO/IEC 29794-5 has it. */
export const facts = [
  fact({
    id: 'inter-eye-distance',
    label: 'Eye distance',
    // The standard's lies between the middles of the eyes' corners, and is divided by the cosine of the yaw.
    isoTerm: null,
    unit: 'px',
    decimals: 0,
    describe:
      'Between the irises in pixels of the photo, however the head is turned; at least 0.35 of the way from eyes to mouth, since a profile’s eyes nearly coincide. More is better, up to the 35 that a crop keeps.',
    of: ({ face }) => interEyeDistance(face.landmarks),
  }),
  fact({
    id: 'yaw',
    label: 'Yaw',
    isoTerm: 'Head pose yaw',
    unit: '°',
    decimals: 0,
    describe:
      'Turn of the head, positive to the person’s left, by an average head fitted to the face mesh; 0 is better.',
    of: ofMesh((mesh) => poseOfMesh(mesh).yaw),
  }),
  fact({
    id: 'pitch',
    label: 'Pitch',
    isoTerm: 'Head pose pitch',
    unit: '°',
    decimals: 0,
    describe:
      'Nod of the head, positive downwards, by an average head fitted to the face mesh, so coarse; 0 is better.',
    of: ofMesh((mesh) => poseOfMesh(mesh).pitch),
  }),
  fact({
    id: 'roll',
    label: 'Roll',
    // The standard's is the head's, which differs from the eyes' line where the head turns and nods.
    isoTerm: null,
    unit: '°',
    decimals: 0,
    describe:
      'Tilt of the line between the eyes in the photo, positive to the person’s right shoulder; alignment undoes it, 0 is better.',
    of: ({ face: { landmarks } }) => rollOf(landmarks),
  }),
  fact({
    id: 'eyes-open',
    label: 'Eyes open',
    isoTerm: 'Eyes open',
    unit: '',
    decimals: 3,
    describe:
      'Opening between the lids of the more closed eye, as a share of the distance from eyes to chin; more is better.',
    of: ofMesh(eyesOpen),
  }),
  fact({
    id: 'mouth-closed',
    label: 'Mouth opening',
    isoTerm: 'Mouth closed',
    unit: '',
    decimals: 3,
    describe: 'Opening between the lips, as a share of the distance from eyes to chin; 0 is closed, less is better.',
    of: ofMesh((mesh) => gap(mesh, 'upperLipInside', 'lowerLipInside') / eyesToChin(mesh)),
  }),
  fact({
    id: 'sharpness',
    label: 'Sharpness',
    // The standard's is learned: a random forest over several filters.
    isoTerm: null,
    unit: '',
    decimals: 2,
    describe:
      'Share of the contrast between neighbouring pixels that a blur would take away (Crete 2007); more is better.',
    of: ({ crop }) => sharpnessOf(crop),
  }),
  fact({
    id: 'luminance-mean',
    label: 'Brightness',
    isoTerm: 'Luminance mean',
    unit: '',
    decimals: 2,
    describe: 'Mean luminance of the face in linear light, 0 to 1; between 0.2 and 0.8 is better.',
    of: ({ crop }) => luminanceMean(crop),
  }),
  fact({
    id: 'luminance-variance',
    label: 'Contrast',
    // The standard's is the variance, the square of this.
    isoTerm: null,
    unit: '',
    decimals: 2,
    describe: 'Standard deviation of the face’s luminance in linear light; some 0.13 is better.',
    of: ({ crop }) => luminanceDeviation(crop),
  }),
  fact({
    id: 'dynamic-range',
    label: 'Dynamic range',
    isoTerm: 'Dynamic range',
    unit: 'bits',
    decimals: 1,
    describe: 'Entropy of the histogram of the face’s luminance, 0 to 8 bits; more is better.',
    of: ({ crop }) => luminanceEntropy(crop),
  }),
  fact({
    id: 'under-exposure',
    label: 'Under-exposed',
    isoTerm: 'Under-exposure prevention',
    unit: '',
    decimals: 2,
    describe: 'Share of the face’s pixels whose luminance is 25 of 255 or less; less is better.',
    of: ({ crop }) => luminanceShare(crop, 0, 25),
  }),
  fact({
    id: 'over-exposure',
    label: 'Over-exposed',
    isoTerm: 'Over-exposure prevention',
    unit: '',
    decimals: 2,
    describe: 'Share of the face’s pixels whose luminance is 247 of 255 or more; less is better.',
    of: ({ crop }) => luminanceShare(crop, 247, 255),
  }),
  fact({
    id: 'illumination-uniformity',
    label: 'Even light',
    // The standard's histograms have 256 bins; in coarser ones more overlaps.
    isoTerm: null,
    unit: '',
    decimals: 2,
    describe: 'Overlap of the luminance histograms of both cheeks, in 32 bins, 0 to 1; more is better.',
    of: ({ crop }) => illuminationUniformity(crop),
  }),
  fact({
    id: 'light-behind',
    label: 'Light behind',
    isoTerm: null,
    unit: '',
    decimals: 1,
    describe:
      'Luminance of the brightest tenth of what is about the face, as a multiple of the face’s own; less is better.',
    of: ({ crop }) => lightBehind(crop),
  }),
] as const

export type FactId = (typeof facts)[number]['id']

/** What is known of a face; null where it lacks what a fact needs. */
export type Facts = Readonly<Record<FactId, number | null>>

export const factsOf = (input: FactsInput): Facts =>
  Object.fromEntries(facts.map(({ id, of }) => [id, of(input)])) as Facts

function rollOf({ rightEye, leftEye }: Face['landmarks']): number {
  return (Math.atan2(rightEye.y - leftEye.y, leftEye.x - rightEye.x) * 180) / Math.PI
}

function eyesOpen(mesh: Mesh): number {
  const right = gap(mesh, 'rightEyeUpperLid', 'rightEyeLowerLid')
  const left = gap(mesh, 'leftEyeUpperLid', 'leftEyeLowerLid')
  return Math.min(right, left) / eyesToChin(mesh)
}

const at = (mesh: Mesh, name: MeshPointName) => meshPoint(mesh, meshIndex[name])

const gap = (mesh: Mesh, one: MeshPointName, other: MeshPointName) => distance(at(mesh, one), at(mesh, other))

/** The standard's T; its eyes are the midpoints of the eye corners. */
function eyesToChin(mesh: Mesh): number {
  const right = midpoint(at(mesh, 'rightEyeOuterCorner'), at(mesh, 'rightEyeInnerCorner'))
  const left = midpoint(at(mesh, 'leftEyeOuterCorner'), at(mesh, 'leftEyeInnerCorner'))
  return distance(midpoint(right, left), at(mesh, 'chin'))
}
