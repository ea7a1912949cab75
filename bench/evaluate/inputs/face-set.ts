import type { FivePoints } from '#domain/alignment/face.ts'
import type { AgreedInfo, ImpostorChoice, MissingCounts } from '#domain/evaluation/results.ts'
import type { Box } from '#domain/geometry/point.ts'

/** One image on disk, before it is known where its face is. */
export interface UnmarkedImage {
  /** Its name in pair lists and score files, relative to the folder of images. */
  readonly file: string
  readonly path: string
  /** Names it in seeds, whatever folder it lies in: "lfw/Name/Name_0001.jpg". */
  readonly key: string
  readonly person: string
  readonly view: 'frontal' | 'profile' | null
}

/** Where a face is: what the folder's landmarks.csv says, or, where it has none, MediaPipe. */
export interface Marks {
  readonly landmarks: FivePoints
  readonly box: Box<'source'>
  /** Of the detector, ∈ [0, 1]. */
  readonly confidence: number
}

/** One face image on disk. */
export interface FaceImage extends UnmarkedImage, Marks {}

/** A seeded degradation of a picture; `unseen` kinds are in no training. */
export interface Degradation {
  readonly kinds: 'trained' | 'unseen'
  /** An unsigned 32-bit integer. */
  readonly seed: number
}

/** An image as it takes part in a set. */
export interface SetImage extends FaceImage {
  /** Id of the set; of a set that is a part of another, of that. */
  readonly set: string
  /** Its own among the set's images: its file, with `degradedMark` behind it where the set may have it clean as well. */
  readonly name: string
  readonly degradation: Degradation | null
}

/** Ends the name of a degraded image in a set that may have it clean, too. */
export const degradedMark = '#degraded'

/** What an image is, where a set has several kinds: frontal or profile, clean or degraded. */
export const kindOf = ({ view, degradation }: Pick<SetImage, 'view' | 'degradation'>): string =>
  [view ?? 'any view', degradation?.kinds ?? 'clean'].join(', ')

/** Comparisons, as places in a set's images. */
export interface Comparisons {
  readonly one: Uint32Array
  readonly other: Uint32Array
  /** 1 where both show one person. */
  readonly isGenuine: Uint8Array
}

/** An image that a list or a folder names and that takes no part. */
export interface MissingImage {
  readonly file: string
  /** Not there, or named so that several could be meant; cannot be read or decoded; the search for faces failed on it; or it
   * has no face. */
  readonly why: keyof MissingCounts
}

/** Images and which of them are compared: what an evaluation is about. */
export interface EvaluatedSet {
  readonly id: string
  readonly label: string
  readonly describe: string
  readonly images: readonly SetImage[]
  readonly comparisons: Comparisons
  /** Which impostor comparisons there are to choose from; `listed` is left out where it would be all of them. */
  readonly impostors: readonly ImpostorChoice[]
  readonly missing: readonly MissingImage[]
  /** Of a set that is another one less the faces whose landmarks are in doubt. */
  readonly agreed: AgreedInfo | null
}
