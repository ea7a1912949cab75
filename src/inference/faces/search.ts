import { type Candidate, type Detection, isCut, mergeDuplicates } from './detection.ts'
import { closeUp, type PhotoSize, tiles, type View, wholePhoto } from './view.ts'

/** `full` finds faces of a tenth of the view and more, `short` those that fill much of it. */
export type DetectorRange = 'full' | 'short'

export type Detect = (range: DetectorRange, view: View) => Promise<readonly Detection[]>

/** Smallest face, as a share of a view's side, that the full range finds reliably. */
const reliableShare = 0.1
/** Faces below this many working pixels hold too little to be scored. */
const smallestFace = 24
/** A face of this share of the photo's shorter side is a close-up. */
const closeUpShare = 0.5
/** A face below this share of a view's side is near its limit, so smaller ones may stand beside it. */
const nearLimit = 2 * reliableShare

/** Tiles along the photo's longer side, level by level. */
const levels = [2, 4, 8, 16]
/** The level up to which a photo is searched while no face was found. */
const emptyLevels = 4

interface Trust {
  /** Confidence from which FaceLandmarker is asked. */
  readonly asked: number
  /** Confidence from which a detection is a face even where FaceLandmarker finds none. */
  readonly alone: number
}

/** On pictures without a face, no detection on the whole photo came up to `alone`. */
const wholeTrust: Trust = { asked: 0.5, alone: 0.65 }
/** On tiles and on close-ups headlights, cups and cats came up to 0.77. */
const partTrust: Trust = { asked: 0.6, alone: 0.8 }

/**
 * Finds each face of a photo once: the full range over the whole of it; the short range over the photo with a margin
 * where the full range finds nothing or a close-up; then, but for close-ups, the full range over ever smaller tiles, as
 * long as the last ones held faces near their limit.
 */
export async function searchFaces(photo: PhotoSize, detect: Detect): Promise<readonly Candidate[]> {
  let found = mergeDuplicates(candidates(await detect('full', wholePhoto(photo)), wholeTrust))
  if (found.length === 0 || hasCloseUp(found, photo)) {
    const seen = await detect('short', closeUp(photo))
    found = mergeDuplicates([...found, ...candidates(seen, partTrust)])
  }
  if (hasCloseUp(found, photo)) return found

  for (const level of levels) {
    const views = tiles(photo, level)
    const side = views[0]!.side
    if (side * reliableShare < smallestFace) break
    const seen: Detection[] = []
    for (const view of views) {
      const detections = await detect('full', view)
      seen.push(...detections.filter((detection) => !isCut(detection, view, photo)))
    }
    found = mergeDuplicates([...found, ...candidates(seen, partTrust)])
    const goOn = found.length === 0 ? level < emptyLevels : found.some(({ box }) => box.width < nearLimit * side)
    if (!goOn) break
  }
  return found
}

const candidates = (detections: readonly Detection[], { asked, alone }: Trust): readonly Candidate[] =>
  detections
    .filter(({ confidence }) => confidence >= asked)
    .map((detection) => ({ ...detection, standsAlone: detection.confidence >= alone }))

const hasCloseUp = (found: readonly Detection[], { width, height }: PhotoSize) =>
  found.some(({ box }) => box.width > closeUpShare * Math.min(width, height))
