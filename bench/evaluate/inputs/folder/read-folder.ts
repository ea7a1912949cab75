import { existsSync, readFileSync, statSync } from 'node:fs'
import { basename, join, resolve } from 'node:path'
import { decodeText } from '#domain/evaluation/decode-text.ts'
import { placesOf } from '#domain/evaluation/match-names.ts'
import { type ListedPair, PairListError, parsePairList, personOf } from '#domain/evaluation/pair-list.ts'
import { findPhotos } from '../../../score/inputs/find-photos.ts'
import type { PhotoFile } from '../../../score/inputs/photo.ts'
import type { FaceImage, Marks, MissingImage, UnmarkedImage } from '../face-set.ts'
import { FaceFolderError } from './errors.ts'
import { readLandmarks } from './landmark-list.ts'
import { personsOf } from './persons.ts'
import { readTable } from './table.ts'

/** What a folder holds, before any picture is decoded. */
export interface FaceFolder<Image extends UnmarkedImage = FaceImage> {
  readonly name: string
  /** The part of a set that is evaluated; null where a set has no parts. */
  readonly split: string | null
  readonly images: readonly Image[]
  /** The comparisons that the folder lists, by the images' files; null where it lists none, and all are compared. */
  readonly pairs: readonly ListedPair[] | null
  /** What the pairs name and the folder lacks, and images that have no face. */
  readonly missing: readonly MissingImage[]
}

/** Of a set in parts, that for choices and reports; the others have been trained on. */
const evaluatedSplit = 'val'

/**
 * Reads a folder in one of three forms:
 * - images/ and pairs.txt or pairs.csv: what these compare;
 * - images/ and identities.csv (file, identity, perhaps view and split): all comparisons, of split `val` alone where there
 *   are splits;
 * - a folder a person, or names that tell the person: all comparisons.
 * @returns  the folder, and the marks in its landmarks.csv by file; null where it has none
 * @throws FaceFolderError, FaceListError, PairListError, NameClashError
 */
export function readFolder(path: string): {
  readonly folder: FaceFolder<UnmarkedImage>
  readonly marks: ReadonlyMap<string, Marks> | null
} {
  const { root, name, photos } = photosIn(path)
  const identities = readIdentities(root, photos)
  const list = ['pairs.txt', 'pairs.csv'].map((file) => join(root, file)).find((file) => existsSync(file))
  const known = identities?.photos ?? photos
  const { pairs, missing } = list ? readPairs(list, known) : { pairs: null, missing: [] }
  const persons = identities?.persons ?? (pairs && personsOf(pairs))
  const compared = pairs && new Set(pairs.flatMap(({ one, other }) => [one, other]))
  const images = known.flatMap(({ name: file, path }) =>
    compared && !compared.has(file)
      ? []
      : [
          {
            file,
            path,
            key: `${name}/${file}`,
            person: persons?.get(file) ?? personOf(file),
            view: identities?.views.get(file) ?? null,
          },
        ],
  )
  if (!(pairs ? pairs.length > 0 : hasGenuine(images)))
    throw new FaceFolderError(path, pairs ? 'no image of its pairs is there' : 'no two images show one person')
  return {
    folder: {
      name,
      split: identities?.split ?? null,
      images,
      pairs,
      missing: [...missing, ...(identities?.missing ?? [])],
    },
    marks: readLandmarks(join(root, 'landmarks.csv')),
  }
}

/**
 * The photos of a folder: those in its images/, or else all below it.
 * @throws FaceFolderError where there are none
 */
export function photosIn(path: string) {
  const root = resolve(path)
  if (!isFolder(root)) throw new FaceFolderError(path, 'it is no folder')
  const inside = join(root, 'images')
  const photos = findPhotos([isFolder(inside) ? inside : root])
  if (photos.length === 0) throw new FaceFolderError(path, 'it holds no picture')
  return { root, name: basename(root), photos }
}

/**
 * The folder with those of its images that have marks; the others are missing.
 * @param unsearched  files on which the search failed; the others have no face
 */
export function withMarks(
  folder: FaceFolder<UnmarkedImage>,
  marks: ReadonlyMap<string, Marks>,
  unsearched: ReadonlySet<string> = new Set(),
): FaceFolder {
  const images = folder.images.flatMap((image) => {
    const found = marks.get(image.file)
    return found ? [{ ...image, ...found }] : []
  })
  const without = folder.images
    .filter(({ file }) => !marks.has(file))
    .map(({ file }) => ({ file, why: unsearched.has(file) ? ('unsearched' as const) : ('faceless' as const) }))
  return { ...folder, images, missing: [...folder.missing, ...without] }
}

const isFolder = (path: string) => statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false

const absent = (file: string): MissingImage => ({ file, why: 'absent' })

/**
 * The pairs of which both images are there, by the images' own files, and the names of those that are not.
 * @throws PairListError where a pair is of an image with itself; NameClashError
 */
function readPairs(list: string, photos: readonly PhotoFile[]) {
  const listed = parsePairList(decodeText(readFileSync(list)))
  const names = listed.flatMap(({ one, other }) => [one, other])
  const places = placesOf(
    photos.map(({ name }) => name),
    names,
  )
  const fileOf = (name: string) => photos[places.get(name) ?? -1]?.name
  const pairs = listed.flatMap((pair): readonly ListedPair[] => {
    const [one, other] = [fileOf(pair.one), fileOf(pair.other)]
    if (one === undefined || other === undefined) return []
    if (one === other) throw new PairListError(pair.line, `${one} is compared with itself`)
    return [{ ...pair, one, other }]
  })
  const missing = [...new Set(names.filter((name) => places.get(name) === null))]
  return { pairs, missing: missing.map(absent) }
}

const views: readonly unknown[] = ['frontal', 'profile']

/** Who is on the evaluated photos, after identities.csv; null where that file is not there. */
function readIdentities(root: string, photos: readonly PhotoFile[]) {
  const path = join(root, 'identities.csv')
  const rows = readTable(path, ['file', 'identity'])
  if (!rows) return null
  const hasSplits = rows.some(({ split }) => split)
  const evaluated = hasSplits ? rows.filter(({ split }) => split === evaluatedSplit) : rows
  if (evaluated.length === 0) throw new FaceFolderError(root, `identities.csv has no split ${evaluatedSplit}`)
  const persons = new Map(evaluated.map(({ file, identity }) => [file, identity]))
  const there = new Set(photos.map(({ name }) => name))
  return {
    split: hasSplits ? evaluatedSplit : null,
    photos: photos.filter(({ name }) => persons.has(name)),
    persons,
    views: new Map(
      evaluated.flatMap(({ file, view }) => (views.includes(view) ? [[file, view as FaceImage['view']]] : [])),
    ),
    missing: evaluated.filter(({ file }) => !there.has(file)).map(({ file }) => absent(file)),
  }
}

const hasGenuine = (images: readonly UnmarkedImage[]) =>
  new Set(images.map(({ person }) => person)).size < images.length
