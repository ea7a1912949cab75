import * as ort from 'onnxruntime-web/webgpu'
import { type OwnSession, openOwnSession } from './own-session.ts'

/**
 * WASM alone: nobody has shown that a model of somebody's own gives the same on WebGPU.
 * `setUpOrt` has to come first; parameters and errors are those of `openOwnSession`.
 */
export const openOnWasm = (bytes: Uint8Array, size?: number, onTry?: () => Promise<void>): Promise<OwnSession> =>
  openOwnSession(
    { create: (model) => ort.InferenceSession.create(model, { executionProviders: ['wasm'] }), Tensor: ort.Tensor },
    bytes,
    size,
    onTry,
  )
