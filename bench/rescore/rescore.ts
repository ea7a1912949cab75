import { isDeepStrictEqual } from 'node:util'
import { align } from '#domain/alignment/align.ts'
import type { Face } from '#domain/alignment/face.ts'
import { interEyeDistance } from '#domain/alignment/inter-eye-distance.ts'
import type { Misalignment } from '#domain/alignment/misalignment.ts'
import { P24 } from '#domain/alignment/protocols.ts'
import type { SelfAlignment } from '#domain/alignment/self-alignment.ts'
import { box as boxAt, point } from '#domain/geometry/point.ts'
import { compose, fromMatrix, type Matrix, toMatrix } from '#domain/geometry/similarity.ts'
import { arcFaceTemplate } from '#domain/geometry/template.ts'
import { warpAll } from '#domain/geometry/warp.ts'
import { isOwn } from '#domain/quality/own-model.ts'
import type {
  FaceRecord,
  QualityScore,
  Recorded,
  ResultRecord,
  Scores,
  StableScore,
  VariantRecord,
} from '#domain/quality/record.ts'
import { scoreOf } from '#domain/quality/scale.ts'
import { withStability } from '#domain/quality/stability.ts'
import type { SearchedPhoto } from '#inference/faces/face-finder.ts'
import { decodeFile } from './decode.ts'
import type { RunnableModel } from './models.ts'

/**
 * Most that a `raw`, a hundredth of a score, or an entry of a transform may differ. What a model finds of a crop's alignment
 * counts in shares of the template's inter-eye distance.
 */
export const tolerance = 1e-3

/** A number of the record beside the one computed again. */
export interface Difference {
  readonly what: string
  readonly recorded: number
  readonly again: number
  /** Of scores, spread and worst: in hundredths, so that 1 point counts 0.01. */
  readonly difference: number
}

export interface Report {
  readonly faces: number
  readonly crops: number
  /** Null where nothing was compared. */
  readonly largest: Difference | null
  readonly failed: readonly { readonly file: string; readonly message: string }[]
}

/**
 * Cuts every variant of a record from its photo again, scores it with the models given, and compares. Scores by a
 * person's own models that are not given are left out.
 * @param pathOf      where a file of the record lies
 * @param onProgress  called before each photo
 */
export async function rescore(
  record: ResultRecord,
  models: readonly RunnableModel[],
  pathOf: (file: string) => string,
  onProgress: (file: string) => void = () => {},
): Promise<Report> {
  const failed: { file: string; message: string }[] = []
  let crops = 0
  let faces = 0
  let largest: Difference | null = null

  for (const file of new Set(record.faces.map((face) => face.file))) {
    onProgress(file)
    try {
      const photo = await decodeFile(pathOf(file))
      for (const face of record.faces.filter((each) => each.file === file)) {
        const known = withoutUnknown(face, models)
        for (const found of compareFace(known, await scoreFace(known, photo, models)))
          if (!largest || Number.isNaN(found.difference) || found.difference > largest.difference) largest = found
        faces++
        crops += face.variants.length
      }
    } catch (thrown) {
      failed.push({ file, message: thrown instanceof Error ? thrown.message : String(thrown) })
    }
  }
  return { faces, crops, largest, failed }
}

/** The face without the scores of a person's own models that are not here. */
function withoutUnknown(face: FaceRecord, models: readonly RunnableModel[]): FaceRecord {
  const known = new Set(models.map(({ id }) => id))
  const ours = <T>(scores: Scores<T>): Scores<T> =>
    Object.fromEntries(Object.entries(scores).filter(([id]) => !isOwn(id) || known.has(id)))
  const variants = face.variants.map((variant) => ({ ...variant, scores: ours(variant.scores) }))
  return { ...face, scores: ours(face.scores), variants }
}

/** Crops that a model gets at once: the Lab's records have hundreds. */
const batchSize = 32

/** Scores of each variant, in the record's order, by those models that scored it before. */
async function scoreFace(
  face: FaceRecord,
  photo: SearchedPhoto,
  models: readonly RunnableModel[],
): Promise<readonly Scores[]> {
  const transforms = face.variants.map(({ transform }) =>
    compose(fromMatrix<'source', 'crop'>(transform), photo.toSource),
  )
  const scores: Record<string, QualityScore>[] = face.variants.map(() => ({}))
  for (let from = 0; from < transforms.length; from += batchSize) {
    const crops = warpAll(photo.raster, transforms.slice(from, from + batchSize))
    for (const { id, scale, ask } of models) {
      const scored = crops.flatMap((crop, i) => (id in face.variants[from + i]!.scores ? [{ crop, at: from + i }] : []))
      if (scored.length === 0) continue
      const { raws, alignments } = await ask(scored.map(({ crop }) => crop))
      scored.forEach(({ at }, i) => {
        scores[at]![id] = {
          ...scoreAgain(raws[i]!, scale, face.variants[at]!.scores[id]!),
          ...(alignments && { alignment: alignments[i]! }),
        }
      })
    }
  }
  return scores
}

/** Share of a `raw` by which onnxruntime's builds for Node, WASM and WebGPU may differ, of 1 where it is smaller. */
const NOISE = 1e-5

/**
 * The score of `raw`, of those that its noise allows the one nearest to the recorded. A scale made of a few crops rises by
 * whole points between two of them that happen to be nearly alike.
 */
function scoreAgain(raw: number, scale: RunnableModel['scale'], recorded: Recorded<QualityScore>): QualityScore {
  const noise = NOISE * Math.max(1, Math.abs(raw))
  return { raw, score: Math.min(Math.max(recorded.score, scoreOf(raw - noise, scale)), scoreOf(raw + noise, scale)) }
}

/** Every number of the face beside its twin. */
function* compareFace(recorded: FaceRecord, again: readonly Scores[]): Generator<Difference> {
  const { variants, scores } = recorded
  const name = `${recorded.file}, face ${recorded.face}`
  for (const [i, variant] of variants.entries()) {
    const what = `${name}, variant ${i} (${variant.procedure})`
    yield* compareScores(what, variant.scores, again[i]!)
    if (variant.procedure === 'landmarker-5pt') yield* compareTransform(what, recorded, variant)
  }
  const reference = (variants.find(({ misalignment }) => misalignment !== null) ?? variants[0])?.procedure
  const find = (wanted: Misalignment | null) =>
    variants.findIndex(
      ({ procedure, misalignment, landmarks }) =>
        procedure === reference && !landmarks && isDeepStrictEqual(misalignment, wanted),
    )
  const at = find(null)
  if (at < 0) return
  // The Lab's record has other misaligned crops besides the protocol's.
  const protocol = P24.map(find).filter((index) => index >= 0)
  const stable = withStability(
    again[at]!,
    protocol.map((index) => again[index]!),
  )
  yield* compareScores(name, scores, stable)
}

function* compareScores(what: string, recorded: Scores<Recorded<ScoreNumbers>>, again: Scores<ScoreNumbers>) {
  for (const [model, numbers] of Object.entries(recorded)) {
    yield* compareFound(`${what}, ${model} alignment`, numbers.alignment, again[model]?.alignment)
    for (const key of ['raw', 'score', 'spread', 'worst'] as const) {
      const value = numbers[key]
      if (value === undefined || value === null) continue
      yield difference(`${what}, ${model} ${key}`, value, again[model]?.[key] ?? Number.NaN, key === 'raw' ? 1 : 100)
    }
  }
}

/** Pixels that are one inter-eye distance of the template, by which shifts count. */
const eyeDistance = interEyeDistance(arcFaceTemplate)

function* compareFound(what: string, recorded: Matrix | undefined, again: SelfAlignment | undefined) {
  const rows = again && toMatrix(again)
  for (const [i, value] of (recorded ?? []).entries())
    yield difference(what, value, rows?.[i] ?? Number.NaN, i % 3 === 2 ? eyeDistance : 1)
}

type ScoreNumbers = QualityScore & Partial<StableScore>

/** The transform that the five landmarks give, which are all that this procedure asks of a face. */
function* compareTransform(what: string, { landmarks, box, confidence }: FaceRecord, variant: VariantRecord) {
  const points = variant.landmarks ?? landmarks
  const [rightEye, leftEye, noseTip, mouthRight, mouthLeft] = points.map(([x, y]) => point<'source'>(x, y))
  const face: Face = {
    photo: { width: 1, height: 1 },
    box: boxAt(box.x, box.y, box.width, box.height),
    confidence,
    source: 'manual',
    landmarks: {
      rightEye: rightEye!,
      leftEye: leftEye!,
      noseTip: noseTip!,
      mouthRight: mouthRight!,
      mouthLeft: mouthLeft!,
    },
    keypoints: null,
    mesh: null,
  }
  const alignment = align(face, variant)
  if (!('transform' in alignment)) return
  for (const [i, value] of toMatrix(alignment.transform).entries())
    yield difference(`${what}, transform`, variant.transform[i]!, value, 1)
}

const difference = (what: string, recorded: number, again: number, unit: number): Difference => ({
  what,
  recorded,
  again,
  difference: Math.abs(recorded - again) / unit,
})
