import mjs from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url'
import wasm from 'onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url'
import * as ort from 'onnxruntime-web/webgpu'
import type { LocatorEntry, ModelEntry } from '#domain/quality/manifest.ts'
import type { Backend } from '#domain/quality/record.ts'
import { ModelLoadError } from './errors.ts'
import { type Locator, locator } from './locator.ts'
import { type QualityModel, qualityModel } from './quality-model.ts'

/** Threads that WASM gets: all of a small machine, one fewer of a larger one, four at most. */
export function wasmThreads(cores: number, isolated: boolean): number {
  if (!isolated) return 1
  return Math.max(1, Math.min(4, cores <= 2 ? cores : cores - 1))
}

/** To be called once, before the first model is opened. */
export function setUpOrt(threads: number): void {
  // Without `mjs`, more than one thread hangs for ever in a production build.
  ort.env.wasm.wasmPaths = { mjs: new URL(mjs, import.meta.url).href, wasm: new URL(wasm, import.meta.url).href }
  ort.env.wasm.numThreads = threads
}

/** @throws ModelLoadError where onnxruntime cannot open it with this backend */
export async function openModel(entry: ModelEntry, bytes: Uint8Array, backend: Backend): Promise<QualityModel> {
  try {
    const session = await ort.InferenceSession.create(bytes, { executionProviders: [backend] })
    return qualityModel(entry, session, ort.Tensor)
  } catch (cause) {
    throw new ModelLoadError(entry.file, cause)
  }
}

/** On WASM: it is too small for a GPU to help. */
export async function openLocator(
  entry: Pick<LocatorEntry, 'input' | 'output' | 'file'>,
  bytes: Uint8Array,
): Promise<Locator> {
  try {
    return locator(entry, await ort.InferenceSession.create(bytes, { executionProviders: ['wasm'] }), ort.Tensor)
  } catch (cause) {
    throw new ModelLoadError(entry.file, cause)
  }
}
