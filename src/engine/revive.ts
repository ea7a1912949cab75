import { PlumbError } from '#domain/errors.ts'
import type { Stage, ThrownData } from './protocol.ts'

/** An error of the worker, with the name, code, message and remedy that it had there. */
export class EngineError extends PlumbError {
  override readonly name: string
  readonly code: string
  readonly remedy: string
  /** What the engine was doing. */
  readonly stage: Stage | null
  constructor(data: Pick<ThrownData, 'name' | 'code' | 'message' | 'remedy' | 'stage'>) {
    super(data.message)
    this.name = data.name
    this.code = data.code
    this.remedy = data.remedy
    this.stage = data.stage
  }
}

const stageWords: Readonly<Record<Stage, string>> = {
  load: 'loading the models',
  decode: 'decoding the photo',
  detect: 'looking for faces',
  landmark: 'finding the landmarks',
  align: 'aligning the face',
  score: 'scoring the face',
}

/** Makes an error again of what the worker threw. */
export function revive(thrown: unknown): Error {
  if (!isThrownData(thrown)) return thrown instanceof Error ? thrown : new Error(String(thrown))
  if (thrown.thrown === 'abort') return new DOMException(thrown.message, 'AbortError')
  if (thrown.thrown === 'plumb') return new EngineError(thrown)
  return new EngineError({
    name: 'UnexpectedError',
    code: 'unexpected',
    message: `Something failed while ${thrown.stage ? stageWords[thrown.stage] : 'working'}: ${thrown.message}`,
    remedy: 'Score it again.',
    stage: thrown.stage,
  })
}

/** A worker that threw this has to be replaced. */
export const isFatal = (thrown: unknown): boolean => isThrownData(thrown) && thrown.isFatal

const isThrownData = (thrown: unknown): thrown is ThrownData =>
  typeof thrown === 'object' && thrown !== null && 'thrown' in thrown
