import { type ConfirmedFace, isSameHead } from './confirm.ts'
import {
  type Detect,
  type Detection,
  type DetectorRange,
  isCut,
  isSameFace,
  isSameView,
  likeliestFirst,
} from './detection.ts'
import {
  closeUp,
  type PhotoSize,
  sideOfTwo,
  type Turn,
  tiles,
  turned,
  type View,
  wholePhoto,
  withMargin,
} from './view.ts'

/** What a closer look makes of a detection: a face, or null. */
export type Confirm = (proposal: Detection, turn: Turn) => Promise<ConfirmedFace | null>

/** Smallest face that is looked for, in working pixels: 12 between the eyes, of which such a box is 2.3 times as wide. */
const smallestFace = 28
/** Smallest face, as a share of a view's side, that the full range finds reliably. */
const reliableShare = 0.1
/** Side of the finest tiles. */
const finestSide = smallestFace / reliableShare
/** A face of this share of the photo's shorter side is a close-up. */
const closeUpShare = 0.5
/** A face below this share of a view's side is near its limit, so smaller ones may stand beside it. */
const nearLimit = 2 * reliableShare
/** Most that a level's tiles are larger than the next one's: a face too small for the one is whole in some of the other. */
const steepest = 2.4
/** Upside down, faces are looked for down to so many times the smallest. */
const upsideDown = 4

/** Views of one size that cover the photo. */
interface Level {
  readonly side: number
  readonly views: readonly (readonly [DetectorRange, View])[]
  /** By how much else the photo is turned while no face was found. */
  readonly turns: readonly Turn[]
}

/**
 * Finds each face of a photo once. Each detection counts once a closer look confirmed it. First the whole photo, and the
 * whole with a margin, since the detectors miss what the frame cuts; where nothing is there, the photo turned by each quarter;
 * then, but for close-ups, ever smaller tiles: as long as the last ones held faces near their limit, or down to the smallest
 * face where there is none yet.
 * @param onView  called before each view with the share that is done, if nothing more is found
 */
export async function searchFaces(
  photo: PhotoSize,
  detect: Detect,
  confirm: Confirm,
  onView: (share: number) => void = () => {},
): Promise<readonly ConfirmedFace[]> {
  const found: ConfirmedFace[] = []
  const refused: Detection[] = []
  const levels = levelsOf(photo)
  const all = levels.reduce((sum, { views, turns }) => sum + views.length * (1 + turns.length), 0)
  let looked = 0

  /** In order of confidence over all of a level's views, so that of two that overlap the better one is tried first. */
  async function look({ views }: Level, turn: Turn): Promise<void> {
    const proposals: Detection[] = []
    for (const [range, view] of views) {
      onView(Math.min(looked++, all - 1) / all)
      const seen = await detect(range, turned(view, turn))
      proposals.push(...seen.filter((detection) => !isCut(detection, view, photo)))
    }
    for (const proposal of proposals.toSorted(likeliestFirst)) {
      if (found.some(({ detection }) => isSameFace(detection.box, proposal.box))) continue
      if (refused.some(({ box }) => isSameView(box, proposal.box))) continue
      const face = await confirm(proposal, turn)
      if (!face) refused.push(proposal)
      else if (!found.some((other) => isSameHead(face, other))) found.push(face)
    }
  }

  let way: Turn = 0
  for (const [index, level] of levels.entries()) {
    await look(level, way)
    for (const turn of level.turns) if (found.length === 0) await look(level, turn)
    if (wayOf(found) !== way) {
      way = wayOf(found)
      await look(level, way)
    }
    if (found.some(({ detection }) => isCloseUp(detection, photo))) break
    if (index === 0 || found.length === 0) continue
    if (!found.some(({ detection }) => detection.box.width < nearLimit * level.side)) break
  }
  return found
}

/** By how much the photo has to be turned for its faces to be upright: not at all where one is. */
const wayOf = (found: readonly ConfirmedFace[]): Turn =>
  found.some(({ turn }) => turn === 0) ? 0 : (found[0]?.turn ?? 0)

function levelsOf(photo: PhotoSize): readonly Level[] {
  const whole = wholePhoto(photo)
  const views = [
    ['full', whole],
    ['full', withMargin(photo)],
    ['short', closeUp(photo)],
  ] as const
  const finer = tileSides(photo).map((side): Level => {
    const views = tiles(photo, side).map((view) => ['full', view] as const)
    // The full range sees a face that lies on its side; one upside down it does not.
    return { side, views, turns: side >= upsideDown * finestSide ? [2] : [] }
  })
  return [{ side: whole.side, views, turns: [2, 1, 3] }, ...finer]
}

/**
 * Sides of the tiles, level by level: the first with two of them along the photo's longer side, the last such that it holds
 * the smallest face; none where the whole photo does.
 */
function tileSides({ width, height }: PhotoSize): readonly number[] {
  const whole = Math.max(width, height)
  if (whole <= finestSide) return []
  const first = Math.max(finestSide, sideOfTwo(whole))
  const steps = Math.ceil(Math.log(first / finestSide) / Math.log(steepest) - 1e-9)
  const ratio = (first / finestSide) ** (1 / Math.max(1, steps))
  return Array.from({ length: steps + 1 }, (_, level) => finestSide * ratio ** (steps - level))
}

const isCloseUp = ({ box }: Detection, { width, height }: PhotoSize) =>
  box.width > closeUpShare * Math.min(width, height)
