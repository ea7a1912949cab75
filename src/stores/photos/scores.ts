import { describeMisalignment } from '#domain/alignment/misalignment.ts'
import type { ModelRole } from '#domain/quality/manifest.ts'
import type { Scores, StableScore } from '#domain/quality/record.ts'
import { stabilityOf, withStability } from '#domain/quality/stability.ts'
import type { EngineInfo, ScoredVariant } from '#engine/protocol.ts'
import { modelOf } from '../engine.ts'
import type { FaceEntry } from './photos.ts'

/** Computed from a face's records, once for each state of them. */
const known = new WeakMap<FaceEntry, Scores<StableScore>>()

/** A face's scores by model; their stability is null until the whole protocol has run. */
export function scoresOf(face: FaceEntry): Scores<StableScore> | null {
  if (!face.reference) return null
  const before = known.get(face)
  if (before) return before
  const misaligned = face.measured ? misalignedCrops(face).map(({ scores }) => scores) : []
  const scores = withStability(face.reference.scores, misaligned)
  known.set(face, scores)
  return scores
}

/** A face's score by the model that plays a role; null while it waits, or where that model is not there. */
export function scoreBy(face: FaceEntry, info: EngineInfo | null, role: ModelRole): StableScore | null {
  const model = modelOf(info, role)
  return (model && scoresOf(face)?.[model.id]) ?? null
}

/** What the score mark shows of a face; null until its reference crop is scored. */
export function scorePair(face: FaceEntry, info: EngineInfo | null) {
  const student = scoreBy(face, info, 'student')
  return student && { student, baseline: scoreBy(face, info, 'baseline') }
}

/** The crops of the stability protocol that were scored, in its order. */
export const misalignedCrops = (face: FaceEntry): ScoredVariant[] =>
  face.outcomes.filter((outcome): outcome is ScoredVariant => outcome.misalignment !== null && 'scores' in outcome)

/** Which crop moved the student's score most: `{change: −6, at: 'jitter 20%, seed 5'}`. */
export function worstCrop(face: FaceEntry, modelId: string): { readonly change: number; readonly at: string } | null {
  const reference = face.reference?.scores[modelId]
  const crops = misalignedCrops(face)
  const scores = crops.flatMap(({ scores }) => scores[modelId]?.score ?? [])
  if (!face.measured || !reference || scores.length === 0) return null
  const { worstChange, worstIndex } = stabilityOf(reference.score, scores)
  return { change: worstChange, at: describeMisalignment(crops[worstIndex]!.misalignment!) }
}
