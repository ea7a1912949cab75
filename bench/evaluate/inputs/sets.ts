import { crc32 } from 'node:zlib'
import { generator } from '#domain/alignment/generator.ts'
import { personNumbers } from '#domain/evaluation/figures/measured.ts'
import type { ListedPair } from '#domain/evaluation/pair-list.ts'
import { impostorCounter, ownKinds } from '#domain/evaluation/verification/own-kind.ts'
import { allComparisons, comparisonsOf } from './comparisons.ts'
import { kindsOf } from './degrade/degrade.ts'
import {
  type Comparisons,
  type Degradation,
  degradedMark,
  type EvaluatedSet,
  type FaceImage,
  kindOf,
  type SetImage,
} from './face-set.ts'
import type { FaceFolder } from './folder/read-folder.ts'

/**
 * The evaluated sets of a folder:
 * - NAME: the images as they are;
 * - NAME-d: a seeded half of them degraded, in kinds that training knows;
 * - where the folder lists pairs, NAME-xq-synthetic: of each pair one side degraded, seeded too, and the other clean;
 * - and NAME-xq-unseen: the same in kinds that no training has seen.
 */
export function setsOf(folder: FaceFolder): readonly EvaluatedSet[] {
  const { images, pairs, missing } = folder
  const comparisons = pairs ? listedComparisons(images, pairs) : allComparisons(images)
  const { id, label, about } = namesOf(folder, comparisons)
  const asTheyAre: EvaluatedSet = {
    id,
    label: label(''),
    describe: `${about}, as they are.`,
    images: images.map((image) => ({ ...image, set: id, name: image.file, degradation: null })),
    comparisons,
    impostors: ['listed', 'all'],
    missing,
    agreed: null,
  }
  const halfDegraded: EvaluatedSet = {
    ...asTheyAre,
    id: `${id}-d`,
    label: label('-D'),
    describe: `${about}; a seeded half is degraded by ${listOfKinds('trained')}.`,
    images: images.map((image) => ({
      ...image,
      set: `${id}-d`,
      name: image.file,
      degradation: isOfHalf(image) ? degradationOf(image, 'trained') : null,
    })),
  }
  if (!pairs) return [asTheyAre, halfDegraded].map(withoutSame)
  return [
    asTheyAre,
    halfDegraded,
    {
      ...acrossQualities(asTheyAre, `${id}-xq-synthetic`, 'trained'),
      label: label('-XQ-synthetic'),
      describe: `${about}; one side of each pair, by seed, is degraded by ${listOfKinds('trained')}, and the other is clean. This is not the data set XQLFW.`,
    },
    {
      ...acrossQualities(asTheyAre, `${id}-xq-unseen`, 'unseen'),
      label: label('-XQ-unseen'),
      describe: `${about}; one side of each pair, by seed, is degraded in ways that no training has seen, by ${listOfKinds('unseen')}, and the other is clean. This is not the data set XQLFW.`,
    },
  ]
}

/** The set without the listed impostors as a choice, where these are all of its own kinds. */
function withoutSame(set: EvaluatedSet): EvaluatedSet {
  const { images, comparisons } = set
  const persons = personNumbers(images.map(({ person }) => person))
  const all = impostorCounter(ownKinds(images.map(kindOf), comparisons), persons, Uint32Array.from(images.keys()))
  const listed = comparisons.isGenuine.reduce((sum, isGenuine) => sum + 1 - isGenuine, 0)
  return listed === all(() => 1) ? { ...set, impostors: ['all'] } : set
}

const knownLabels = new Map([
  ['lfw', 'LFW'],
  ['utkface', 'UTKFace'],
  ['celeba', 'CelebA'],
  ['cfp', 'CFP'],
])

/** What people call a folder's data. */
export const labelOf = (name: string): string => knownLabels.get(name) ?? name

function namesOf({ name, split, images, pairs }: FaceFolder, comparisons: Comparisons) {
  const known = labelOf(name)
  const whole = split ? `${known}’s split ${split}` : known
  return {
    id: split ? `${name}-${split}` : name,
    label: (suffix: string) => known + suffix + (split ? ` ${split}` : ''),
    about: pairs
      ? `The ${number(images.length)} images of the ${number(pairs.length)} pairs that ${whole} lists`
      : `The ${number(images.length)} images of ${whole}, ${compared(images, comparisons)}`,
  }
}

function compared(images: readonly FaceImage[], { isGenuine }: Comparisons): string {
  const frontal = images.filter(({ view }) => view === 'frontal').length
  const profiles = images.filter(({ view }) => view === 'profile').length
  const hasViews = frontal + profiles > 0
  const all = hasViews ? frontal * profiles : pairsIn(images.length)
  const how = hasViews ? 'each frontal compared with each profile' : 'each compared with each other'
  return isGenuine.length < all ? `${how}, less a seeded choice of the impostor pairs` : how
}

const pairsIn = (n: number) => (n * (n - 1)) / 2

const number = (n: number) => n.toLocaleString('en')

const listOfKinds = (kinds: Degradation['kinds']) =>
  new Intl.ListFormat('en-GB', { type: 'disjunction' }).format(kindsOf[kinds].map(({ label }) => label))

/**
 * A bit of the checksum itself would not do: names that differ in one place, as those of one person do, differ in the same
 * bits, and half of all pairs would have both sides degraded.
 */
const isOfHalf = ({ key }: FaceImage) => generator(crc32(`half/${key}`))() < 0.5

const degradationOf = ({ key }: FaceImage, kinds: Degradation['kinds']): Degradation => ({ kinds, seed: crc32(key) })

function listedComparisons(images: readonly FaceImage[], pairs: readonly ListedPair[]): Comparisons {
  const places = new Map(images.map(({ file }, place) => [file, place]))
  return comparisonsOf(
    pairs.flatMap(({ one, other, isGenuine }) => {
      const [first, second] = [places.get(one), places.get(other)]
      return first === undefined || second === undefined ? [] : [[first, second, isGenuine] as const]
    }),
  )
}

/** Of each pair one side degraded. An image of several pairs may be in the set clean and degraded, as two. */
function acrossQualities(set: EvaluatedSet, id: string, kinds: Degradation['kinds']): EvaluatedSet {
  const images: SetImage[] = []
  const places = new Map<string, number>()
  const placeOf = (image: SetImage, isDegraded: boolean) => {
    const version = `${image.key} ${isDegraded}`
    const known = places.get(version)
    if (known !== undefined) return known
    places.set(version, images.length)
    const clean = { ...image, set: id }
    const degraded = () => ({ ...clean, name: image.file + degradedMark, degradation: degradationOf(image, kinds) })
    return images.push(isDegraded ? degraded() : clean) - 1
  }
  const pairs = Array.from(set.comparisons.isGenuine, (isGenuine, i) => {
    const one = set.images[set.comparisons.one[i]!]!
    const other = set.images[set.comparisons.other[i]!]!
    // A CRC's own bits follow those of the names: two images of a person would nearly always go the same way.
    const isFirst = generator(crc32(`side/${one.key} ${other.key}`))() < 0.5
    return [placeOf(one, isFirst), placeOf(other, !isFirst), isGenuine === 1] as const
  })
  return { ...set, id, images, comparisons: comparisonsOf(pairs) }
}
