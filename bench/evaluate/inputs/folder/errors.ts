import { PlumbError } from '#domain/errors.ts'

/** A folder that gives no comparisons. */
export class FaceFolderError extends PlumbError {
  override readonly name = 'FaceFolderError'
  readonly code = 'face-folder-unusable'
  readonly remedy =
    'Name a folder with images/ and pairs.txt or pairs.csv, with images/ and identities.csv, or with one folder a person.'

  constructor(folder: string, what: string) {
    super(`${folder} cannot be evaluated: ${what}.`)
  }
}

/** A list in a folder that lacks something. */
export class FaceListError extends PlumbError {
  override readonly name = 'FaceListError'
  readonly code = 'face-list-invalid'
  readonly remedy =
    'identities.csv has the columns file and identity, and may have view and split; landmarks.csv has file, score, box_x, box_y, box_w, box_h and x and y of right_eye, left_eye, nose, mouth_right and mouth_left; groups.csv has file, group and value.'

  constructor(path: string, what: string) {
    super(`${path}: ${what}.`)
  }
}
