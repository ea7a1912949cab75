import type { Face } from '../alignment/face.ts'

/** What a score does not tell by itself of its face. Ids are stable. */
export interface FaceNote {
  readonly id: NoteId
  /** The number behind it; null where there is none. */
  readonly value: number | null
}

interface Note<Id extends string = string> {
  readonly id: Id
  /** Its number; null where there is nothing to say. `true` where it has none. */
  readonly of: (face: Face) => number | true | null
  /** In a few words, for a table. */
  readonly words: (value: number | null) => string
  /** In a sentence, for a person. */
  readonly describe: (value: number | null) => string
}

const note = <const Id extends string>(definition: Note<Id>) => definition

const notes = [
  note({
    id: 'landmarks-doubtful',
    of: ({ isDoubtful }) => isDoubtful || null,
    words: () => 'landmarks doubtful',
    describe: () =>
      'The landmarks cannot be those of a face, whichever way up it is looked at, so the score may be of something else.',
  }),
] as const

export type NoteId = (typeof notes)[number]['id']

export const noteIds = notes.map(({ id }) => id)

/** What is to be said of a face beside its score, the gravest first; mostly nothing. */
export const notesOf = (face: Face): readonly FaceNote[] =>
  notes.flatMap(({ id, of }) => {
    const value = of(face)
    return value === null ? [] : [{ id, value: value === true ? null : value }]
  })

const definitionOf = ({ id }: FaceNote): Note => notes.find((each) => each.id === id)!

export const noteWords = (note: FaceNote) => definitionOf(note).words(note.value)

export const noteSentence = (note: FaceNote) => definitionOf(note).describe(note.value)
