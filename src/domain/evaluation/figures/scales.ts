import { PlumbError } from '../../errors.ts'
import type { ScoreScale } from '../../quality/manifest.ts'
import { scaleQuantiles, scoreOf } from '../../quality/scale.ts'
import type { ImpostorChoice, JudgeInfo } from '../results.ts'
import { thresholdEffects } from '../thresholds.ts'
import { ownKinds } from '../verification/own-kind.ts'
import { isEmbedded } from '../verification/similarity.ts'
import { verify } from '../verification/verify.ts'
import { type MeasuredSet, personNumbers } from './measured.ts'
import { properCondition } from './questions.ts'

/** A set that cannot be a scale's reference. */
export class NoReferenceError extends PlumbError {
  override readonly name = 'NoReferenceError'
  readonly code = 'no-reference'
  readonly remedy = 'Give the whole reference set, with its pairs.'

  constructor(set: string) {
    super(`${set} has too few scores or comparisons to make a scale of.`)
  }
}

interface Options {
  readonly judge: Pick<JudgeInfo, 'id' | 'label'>
  readonly impostors: ImpostorChoice
  /** ISO 8601. */
  readonly created: string
  readonly fmr: number
  readonly replicates: number
}

/**
 * The scales of methods from their raw scores of a reference set's proper crops, and what each threshold then does to the
 * errors of the judge on the same crops.
 * @returns a scale for each method's id
 * @throws NoReferenceError
 */
export function scalesFrom(
  { label, persons: names, kinds, comparisons, measurements }: MeasuredSet,
  methods: readonly string[],
  { judge, impostors, created, fmr, replicates }: Options,
): ReadonlyMap<string, ScoreScale> {
  const raws = new Map(methods.map((method) => [method, measurements.scores(method, properCondition)]))
  const embeddings = measurements.embeddings(judge.id, properCondition)
  const persons = personNumbers(names)
  const isUsable = names.map(
    (_, image) => isEmbedded(embeddings, image) && [...raws.values()].every((raw) => Number.isFinite(raw[image])),
  )
  const own = ownKinds(kinds, comparisons)
  const compared = { embeddings, persons, isUsable, own, fmr }
  const verification = verify(comparisons, compared, impostors, { replicates, seed: 1 })
  if (!verification) throw new NoReferenceError(label)
  const { genuine } = verification
  return new Map(
    [...raws].map(([method, raw]) => {
      const known = raw.filter(Number.isFinite)
      const quantiles = scaleQuantiles(known).map(rounded)
      const scores = raw.map((each) => scoreOf(each, { quantiles }))
      const { discarded, kept, fnmr, low, high } = thresholdEffects(scores, verification, persons)
      const round = (values: readonly (number | null)[]) => values.map((value) => value && rounded(value))
      return [
        method,
        {
          reference: label,
          n: known.length,
          quantiles,
          thresholds: {
            judge: judge.label,
            date: created.slice(0, 10),
            fmr,
            impostors,
            genuine: genuine.one.length,
            discarded: discarded.map(rounded),
            kept: kept.map(rounded),
            fnmr: round(fnmr),
            low: round(low),
            high: round(high),
          },
        },
      ]
    }),
  )
}

/** As many decimals as the manifest has. */
const rounded = (value: number): number => Number(value.toFixed(6))
