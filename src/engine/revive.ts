import { PlumbError } from '#domain/errors.ts'
import type { Stage, ThrownData } from './protocol.ts'

/** An error of the worker, with the name, code and message that it had there; its remedy says what the engine was doing. */
export class EngineError extends PlumbError {
  override readonly name: string
  readonly code: string
  readonly remedy: string
  constructor(data: Pick<ThrownData, 'name' | 'code' | 'message' | 'remedy'>) {
    super(data.message)
    this.name = data.name
    this.code = data.code
    this.remedy = data.remedy
  }
}

/** What the engine was doing, for a sentence. */
export const doing = (stage: Stage | null): string => (stage ? stageWords[stage] : 'working')

const stageWords: Readonly<Record<Stage, string>> = {
  load: 'loading the models',
  decode: 'decoding the photo',
  detect: 'looking for faces',
  landmark: 'finding the landmarks',
  align: 'aligning the face',
  score: 'scoring the face',
  own: 'running your model',
}

/** Makes an error again of what the worker threw. */
export function revive(thrown: unknown): Error {
  if (!isThrownData(thrown)) return thrown instanceof Error ? thrown : new Error(String(thrown))
  if (thrown.thrown === 'abort') return new DOMException(thrown.message, 'AbortError')
  const at = doing(thrown.stage)
  if (thrown.thrown === 'plumb') {
    // What fails while loading, or in a dropped model, says so itself.
    const remedy =
      thrown.stage === 'load' || thrown.stage === 'own' ? thrown.remedy : `${thrown.remedy} It failed while ${at}.`
    return new EngineError({ ...thrown, remedy })
  }
  return new EngineError({
    name: 'UnexpectedError',
    code: 'unexpected',
    message: `Something failed while ${at}: ${thrown.message}`,
    remedy: 'Score it again.',
  })
}

/** A worker that threw this has to be replaced. */
export const isFatal = (thrown: unknown): boolean => isThrownData(thrown) && thrown.isFatal

const isThrownData = (thrown: unknown): thrown is ThrownData =>
  typeof thrown === 'object' && thrown !== null && 'thrown' in thrown
