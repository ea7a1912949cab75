import type { InferenceSession, TensorConstructor } from 'onnxruntime-web'
import type { ModelEntry } from '#domain/quality/manifest.ts'

/** A quality network behind onnxruntime, whichever side runs it. */
export interface QualityModel {
  readonly id: string
  /**
   * @param batch  float32 [n, 3, 112, 112], RGB, 0–255
   * @param n      crops in the batch, ≥ 1
   * @returns      `raw` of each crop, higher is better
   */
  run(batch: Float32Array, n: number): Promise<Float32Array>
  /** Frees the session; the model cannot run any more. */
  release(): Promise<void>
}

/** One session runs one request at a time: callers queue. */
export function qualityModel(entry: ModelEntry, session: InferenceSession, Tensor: TensorConstructor): QualityModel {
  const { input, output } = entry
  return {
    id: entry.id,
    async run(batch, n) {
      const images = new Tensor('float32', batch, [n, 3, input.size, input.size])
      const results = await session.run({ [input.name]: images }, [output.quality])
      const quality = results[output.quality]!
      const raw = Float32Array.from((await quality.getData()) as Float32Array)
      quality.dispose()
      return raw
    },
    release: () => session.release(),
  }
}
