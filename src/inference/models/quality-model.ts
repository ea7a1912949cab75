import type { InferenceSession, TensorConstructor } from 'onnxruntime-web'
import { type SelfAlignment, toSelfAlignments } from '#domain/alignment/self-alignment.ts'
import type { ModelEntry } from '#domain/quality/manifest.ts'

/** What a quality network says of each crop of a batch. */
export interface Answers {
  /** Higher is better. */
  readonly raws: Float32Array
  /** How each crop is cut; null of a network that does not find that out. */
  readonly alignments: readonly SelfAlignment[] | null
}

/** A quality network behind onnxruntime, whichever side runs it. */
export interface QualityModel {
  readonly id: string
  /**
   * @param batch  float32 [n, 3, 112, 112], RGB, 0–255
   * @param n      crops in the batch, ≥ 1
   * @returns      `raw` of each crop, higher is better
   */
  run(batch: Float32Array, n: number): Promise<Float32Array>
  /**
   * As `run`, and how each crop is cut.
   * @throws RangeError where that is no similarity
   */
  ask(batch: Float32Array, n: number): Promise<Answers>
  /** Frees the session; the model cannot run any more. */
  release(): Promise<void>
}

/** One session runs one request at a time: callers queue. */
export function qualityModel(entry: ModelEntry, session: InferenceSession, Tensor: TensorConstructor): QualityModel {
  const { id, input, output } = entry
  const { quality, alignment } = output

  /** Values of each of the outputs that are asked for. */
  async function valuesOf(outputs: readonly string[], batch: Float32Array, n: number) {
    const images = new Tensor('float32', batch, [n, 3, input.size, input.size])
    const results = await session.run({ [input.name]: images }, outputs)
    const values: Float32Array[] = []
    for (const name of outputs) {
      values.push(Float32Array.from((await results[name]!.getData()) as Float32Array))
      results[name]!.dispose()
    }
    return values
  }

  return {
    id,
    run: async (batch, n) => (await valuesOf([quality], batch, n))[0]!,
    async ask(batch, n) {
      const [raws, rows] = await valuesOf(alignment ? [quality, alignment] : [quality], batch, n)
      return { raws: raws!, alignments: rows ? toSelfAlignments(rows) : null }
    },
    release: () => session.release(),
  }
}
