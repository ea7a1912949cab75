import type { Point } from '../../geometry/point.ts'
import type { Similarity } from '../../geometry/similarity.ts'
import type { Face } from '../face.ts'
import type { Landmark } from '../landmarks.ts'

/** A named way from a face to a crop. */
export interface Procedure<Id extends string = string, Needs extends Landmark = Landmark> {
  /** Kebab-case and stable: files, addresses and commands name it. */
  readonly id: Id
  readonly label: string
  /** What it does to a face, in a sentence. */
  readonly describe: string
  /** The landmarks that it asks for; a face that lacks one cannot be aligned this way. */
  readonly needs: readonly Needs[]
  readonly align: (at: Readonly<Record<Needs, Point<'source'>>>, photo: Face['photo']) => Similarity<'source', 'crop'>
}

/** Lets the compiler read `needs`, so that `align` sees those landmarks and no others. */
export const procedure = <const Id extends string, Needs extends Landmark>(definition: Procedure<Id, Needs>) =>
  definition
