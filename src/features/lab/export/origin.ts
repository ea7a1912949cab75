import type { ResultRecord, SweepRecord } from '#domain/quality/record.ts'

/** Where a picture comes from: all that decided its numbers, never whose face it is. */
export interface Origin {
  readonly app: string
  readonly backend: string
  /** Whose landmarks: landmarker, detector, or set by hand. */
  readonly landmarks: string
  /** The procedure that changes are measured from. */
  readonly reference: string
  readonly models: readonly {
    readonly id: string
    readonly sha256: string
    /** Of a person's own model: what its scale is made of. */
    readonly scale?: string
  }[]
  readonly sweeps?: readonly SweepRecord[]
}

/** @param about  what the record does not say of the picture */
export const originOf = (
  { app, backend, models }: Pick<ResultRecord, 'app' | 'backend' | 'models'>,
  about: Pick<Origin, 'landmarks' | 'reference' | 'sweeps'>,
): Origin => ({
  app: `${app.name} ${app.version}`,
  backend,
  ...about,
  models: models.map(({ id, sha256, own }) => ({ id, sha256, ...(own && { scale: own.scale.reference }) })),
})

/** The same in words, a line for the picture and one a model. */
export const originLines = ({ app, backend, landmarks, reference, models }: Origin): readonly string[] => [
  `${app}, ${backend}. Landmarks: ${landmarks}. Changes are from ${reference}.`,
  ...models.map(({ id, sha256, scale }) => `${id} ${sha256}${scale ? `, scale of ${scale}` : ''}`),
]

/** What a picture of sweeps that were stopped has to say; null where they came to their end. */
export function unfinishedWords(sweeps: readonly SweepRecord[]): string | null {
  const sum = (of: 'done' | 'of') => sweeps.reduce((total, sweep) => total + sweep[of], 0)
  return sum('done') < sum('of') ? `Unfinished: ${sum('done')} of ${sum('of')} crops are scored.` : null
}
