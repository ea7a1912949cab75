import { join } from 'node:path'
import type { Attribute } from '#domain/evaluation/figures/measured.ts'
import type { MissingImage, SetImage } from '../inputs/face-set.ts'
import { FaceFolderError } from '../inputs/folder/errors.ts'
import { readLandmarks } from '../inputs/folder/landmark-list.ts'
import { photosIn } from '../inputs/folder/read-folder.ts'
import { type FindFaces, markFaces } from '../inputs/open-sets.ts'
import { labelOf } from '../inputs/sets.ts'
import { readAttributes } from './labels.ts'

/** Images with labels of the people on them. */
export interface GroupedFolder {
  readonly id: string
  readonly label: string
  readonly images: readonly SetImage[]
  readonly attributes: readonly Attribute[]
  readonly missing: readonly MissingImage[]
}

/**
 * Opens a folder whose images have labels of people, but decodes none.
 * @param findFaces  asked where the folder has no landmarks.csv
 * @throws FaceFolderError, FaceListError, NoGroupsError, and what `findFaces` throws
 */
export async function openGroups(path: string, findFaces: FindFaces): Promise<GroupedFolder> {
  const { root, name, photos } = photosIn(path)
  const unmarked = photos.map(({ name: file, path }) => ({
    file,
    path,
    key: `${name}/${file}`,
    person: file,
    view: null,
  }))
  const folder = { name, split: null, images: unmarked, pairs: null, missing: [] }
  const { images, missing } = await markFaces(folder, readLandmarks(join(root, 'landmarks.csv')), findFaces)
  if (images.length === 0) throw new FaceFolderError(path, 'no image of it has a face')
  return {
    id: name,
    label: labelOf(name),
    images: images.map((image) => ({ ...image, set: name, name: image.file, degradation: null })),
    attributes: readAttributes(
      root,
      images.map(({ file }) => file),
    ),
    missing,
  }
}
