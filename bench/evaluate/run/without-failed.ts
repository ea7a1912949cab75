import type { EvaluatedSet, SetImage } from '../inputs/face-set.ts'
import { withImages } from '../inputs/with-images.ts'

/** The set without images that could not be opened, and without their comparisons; the images are missing then. */
export function withoutFailed(set: EvaluatedSet, failed: readonly { readonly image: SetImage }[]): EvaluatedSet {
  const broken = new Set(failed.map(({ image }) => nameOf(image)))
  const isBroken = (image: SetImage) => broken.has(nameOf(image))
  const lost = new Set(set.images.filter(isBroken).map(({ file }) => file))
  if (lost.size === 0) return set
  const missing = [...set.missing, ...Array.from(lost, (file) => ({ file, why: 'unread' as const }))]
  return { ...withImages(set, (image) => !isBroken(image)), missing }
}

const nameOf = ({ path, degradation }: SetImage) => `${JSON.stringify(degradation)} ${path}`
