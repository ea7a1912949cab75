import type { SetImage } from '../inputs/face-set.ts'
import type { Judge, Method } from '../models/methods.ts'
import { type NetFiles, readOutput } from './cache/net-files.ts'
import type { Measurements } from './measurements.ts'
import type { Cutter } from './pending.ts'

/** Reads what the cache has of images. Scores stay in memory; embeddings, a thousand times as large, do not. */
export function createReader(
  images: readonly SetImage[],
  cutOf: Cutter,
  nets: readonly NetFiles[],
  { methods, judges }: { readonly methods: readonly Method[]; readonly judges: readonly Judge[] },
): Measurements {
  const keys = new Map<string, readonly (string | null)[]>()
  const known = new Map<string, Float64Array>()

  function keysUnder(condition: string): readonly (string | null)[] {
    const found = keys.get(condition) ?? images.map((image) => cutOf(image, condition)?.key ?? null)
    keys.set(condition, found)
    return found
  }

  const read = (net: string, output: string, condition: string) =>
    readOutput(nets.find(({ spec }) => spec.id === net)!, output, condition, keysUnder(condition))

  function readScores(method: string, condition: string): Float64Array {
    const { source } = methods.find(({ id }) => id === method)!
    return 'net' in source
      ? Float64Array.from(read(source.net, source.output, condition).values)
      : Float64Array.from(images, (image) => source.ofImage(image, condition))
  }

  return {
    scores(method, condition) {
      const name = `${method} ${condition}`
      const scores = known.get(name) ?? readScores(method, condition)
      known.set(name, scores)
      return scores
    },
    embeddings(judge, condition) {
      const { net } = judges.find(({ id }) => id === judge)!
      const { width, values } = read(net, 'embedding', condition)
      return { dimension: width, values }
    },
  }
}
