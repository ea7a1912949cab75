import { InferenceSession, Tensor } from 'onnxruntime-node'
import { type OwnSession, openOwnSession } from './own-session.ts'

/**
 * Parameters and errors are those of `openOwnSession`.
 * @param options  of onnxruntime's session
 */
export const openInNode = (
  bytes: Uint8Array,
  size?: number,
  options: InferenceSession.SessionOptions = {},
): Promise<OwnSession> =>
  openOwnSession({ create: (model) => InferenceSession.create(model, options), Tensor }, bytes, size)
