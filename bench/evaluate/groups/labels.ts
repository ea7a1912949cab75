import { join } from 'node:path'
import { PlumbError } from '#domain/errors.ts'
import type { Attribute } from '#domain/evaluation/figures/measured.ts'
import { readTable } from '../inputs/folder/table.ts'

/** A folder that says nothing of the people on its images. */
export class NoGroupsError extends PlumbError {
  override readonly name = 'NoGroupsError'
  readonly code = 'groups-missing'
  readonly remedy =
    'Put a groups.csv with the columns file, group and value beside the images, or name these as UTKFace does: AGE_SEX_ETHNICITY_….'

  constructor(folder: string) {
    super(`Nothing in ${folder} says which groups its images are of.`)
  }
}

/**
 * The labels of a folder's images: of its groups.csv, or, where it has none, of the files' names as UTKFace has them.
 * @param files  names of the images, relative to the folder of images
 * @throws NoGroupsError where no image has a label; FaceListError
 */
export function readAttributes(root: string, files: readonly string[]): readonly Attribute[] {
  const rows = readTable(join(root, 'groups.csv'), ['file', 'group', 'value'])
  const attributes = (rows ? ofRows(rows, files) : utkFace.map((attribute) => ofNames(attribute, files))).filter(
    ({ of }) => of.some((label) => label !== null),
  )
  if (attributes.length === 0) throw new NoGroupsError(root)
  return attributes
}

type LabelRow = Readonly<Record<'file' | 'group' | 'value', string>>

/** Values in the order of their numbers and letters. */
const ofRows = (rows: readonly LabelRow[], files: readonly string[]): readonly Attribute[] =>
  [...new Set(rows.map(({ group }) => group))].map((name) => {
    const labels = new Map(rows.filter(({ group }) => group === name).map(({ file, value }) => [file, value]))
    const values = [...new Set(labels.values())].sort(new Intl.Collator('en', { numeric: true }).compare)
    return { name, values, of: files.map((file) => labels.get(file) ?? null) }
  })

/** An attribute that a file's name tells. */
interface NamedAttribute {
  readonly name: string
  readonly values: readonly string[]
  /** Place in `values` of what the name's first three numbers say. */
  readonly placeOf: (age: number, sex: number, ethnicity: number) => number
}

/** https://susanqq.github.io/UTKFace/: ages from 0 to 116, sexes and ethnicities by their numbers. */
const utkFace: readonly NamedAttribute[] = [
  {
    name: 'Age',
    values: ['0–9', '10–19', '20–29', '30–39', '40–49', '50–59', '60–69', '70 and over'],
    placeOf: (age) => Math.min(Math.floor(age / 10), 7),
  },
  { name: 'Sex', values: ['Male', 'Female'], placeOf: (_, sex) => sex },
  {
    name: 'Ethnicity',
    values: ['White', 'Black', 'Asian', 'Indian', 'Other'],
    placeOf: (_, __, ethnicity) => ethnicity,
  },
]

const ofNames = ({ name, values, placeOf }: NamedAttribute, files: readonly string[]): Attribute => ({
  name,
  values,
  of: files.map((file) => {
    const [, age, sex, ethnicity] = file.match(/(?:^|\/)(\d{1,3})_([01])_([0-4])_[^/]*$/) ?? []
    return age === undefined ? null : values[placeOf(Number(age), Number(sex), Number(ethnicity))]!
  }),
})
