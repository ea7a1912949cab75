import { InferenceSession, Tensor } from 'onnxruntime-node'
import { type OwnSession, openOwnSession } from './own-session.ts'

/** Parameters and errors are those of `openOwnSession`. */
export const openInNode = (bytes: Uint8Array, size?: number): Promise<OwnSession> =>
  openOwnSession({ create: (model) => InferenceSession.create(model), Tensor }, bytes, size)
