import type { InferenceSession, TensorConstructor } from 'onnxruntime-web'
import { type SelfAlignment, toSelfAlignments } from '#domain/alignment/self-alignment.ts'
import type { LocatorEntry } from '#domain/quality/manifest.ts'

/** The network that finds how a crop is cut, by itself. */
export interface Locator {
  /**
   * @param batch  float32 [n, 3, 112, 112], RGB, 0–255
   * @param n      crops in the batch, ≥ 1
   * @throws RangeError where what it finds is no similarity
   */
  find(batch: Float32Array, n: number): Promise<readonly SelfAlignment[]>
}

/** One session runs one request at a time: callers queue. */
export const locator = (
  { input, output }: Pick<LocatorEntry, 'input' | 'output'>,
  session: InferenceSession,
  Tensor: TensorConstructor,
): Locator => ({
  async find(batch, n) {
    const images = new Tensor('float32', batch, [n, 3, input.size, input.size])
    const found = (await session.run({ [input.name]: images }, [output.alignment]))[output.alignment]!
    const alignments = toSelfAlignments((await found.getData()) as Float32Array)
    found.dispose()
    return alignments
  },
})
