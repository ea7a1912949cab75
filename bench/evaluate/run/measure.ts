import { availableParallelism } from 'node:os'
import { mendedFrom } from '#domain/evaluation/figures/questions.ts'
import type { Similarity } from '#domain/geometry/similarity.ts'
import type { SetImage } from '../inputs/face-set.ts'
import type { Judge, Method } from '../models/methods.ts'
import type { NetSpec } from '../models/net.ts'
import { cropKey, hashOfFile } from './cache/crop-key.ts'
import { findNetFiles, type NetFiles } from './cache/net-files.ts'
import { hashOfCrops, probeCrops } from './cache/probe.ts'
import { appendRows, type Row } from './cache/rows.ts'
import type { Measurements, Wanted } from './measurements.ts'
import { type Cutter, findPending, type ImageOrder, ordersOf, viewsOf } from './pending.ts'
import type { Progress } from './progress.ts'
import { createReader } from './reader.ts'
import { netsFor, subjectsOf } from './subjects.ts'
import type { ThreadAnswer } from './threads/messages.ts'
import { runThreads } from './threads/run-threads.ts'

/** Who is to say something about images, and where it is kept. */
export interface Setting {
  /** Folder that keeps every value, for this run and the next. */
  readonly cache: string
  readonly nets: readonly NetSpec[]
  readonly methods: readonly Method[]
  readonly judges: readonly Judge[]
  /** Where a condition cuts an image; null where it cannot be had of the face. */
  readonly transformOf: (image: SetImage, condition: string) => Similarity<'source', 'crop'> | null
  /** Id of the net whose alignment mends crops under `mendedCondition`s; null where nothing is mended. */
  readonly mender: string | null
}

export interface RunOptions {
  readonly threads?: number
  readonly signal?: AbortSignal
  /** Called as images are done, of those of which something is missing. */
  readonly onProgress?: (progress: Progress) => void
}

export interface FailedImage {
  readonly image: SetImage
  readonly message: string
}

export interface Run {
  /** Images whose files cannot be read or decoded; all their values are NaN. */
  readonly failed: readonly FailedImage[]
  /** How often nets saw a crop; 0 where the cache had everything. */
  readonly views: number
  /** What is known of images that were wanted. */
  of(images: readonly SetImage[]): Measurements
}

/** A thread gets about so many at once. More would fill the memory; fewer would leave threads waiting. */
const cropsAtOnce = 48

/**
 * Measures what is wanted and not in the cache. An image is opened once, whatever it is wanted for. Values are kept as they
 * come, so a run that was ended goes on where it was.
 * @throws PlumbError where a net cannot be opened, Error where it fails on a crop; AbortError where the signal aborts
 */
export async function measure(wanted: readonly Wanted[], setting: Setting, options: RunOptions = {}): Promise<Run> {
  const { threads = availableParallelism(), signal = new AbortController().signal, onProgress } = options
  const { cache, methods, judges } = setting
  const needs = wanted.map((each) => netsFor(each, methods, judges))
  const used = new Set(needs.flatMap((each) => [...each.values()].flatMap((ids) => [...ids])))
  const mends = needs.some((each) => [...each.keys()].some((condition) => mendedFrom(condition) !== null))
  if (mends && setting.mender !== null) used.add(setting.mender)
  const specs = setting.nets.filter(({ id }) => used.has(id))
  const probe = await probeCrops()
  const nets: NetFiles[] = []
  for (const spec of specs) nets.push(await findNetFiles(spec, probe, cache))

  const subjects = subjectsOf(
    wanted,
    specs.map(({ id }) => id),
    methods,
    judges,
  )
  const { contents, failed } = await readContents(
    subjects.map(({ image }) => image),
    signal,
  )
  const mender = specs.findIndex(({ id }) => id === setting.mender)
  const cutOf = createCutter(setting, contents, hashOfCrops(probe), nets[mender]?.identity ?? null)
  const pending = findPending(subjects, cutOf, (net, condition) => nets[net]!.fileOf(condition))
  const work = viewsOf(pending)
  let done = 0
  let views = 0

  function keep(orders: readonly ImageOrder[], { rows, failed: faults }: ThreadAnswer) {
    for (const [i, { image }] of orders.entries()) if (faults[i]) failed.push({ image, message: faults[i] })
    keepRows(
      nets,
      orders.filter((_, i) => !faults[i]),
      rows,
    )
    done += orders.length
    views += viewsOf(orders)
    onProgress?.({ done, all: pending.length, share: views / work })
  }

  if (pending.length > 0)
    await runThreads(
      {
        setting: { nets: specs, mender: mender < 0 ? null : mender },
        threads: Math.min(threads, pending.length),
        signal,
      },
      ordersOf(pending, cutOf, cropsAtOnce),
      (orders) =>
        orders.map(({ image: { path, landmarks, degradation }, crops }) => ({
          picture: { path, landmarks, degradation },
          crops: crops.map(({ transform, isMended, nets }) => ({ transform, isMended, nets })),
        })),
      keep,
    )
  return { failed, views, of: (images) => createReader(images, cutOf, nets, setting) }
}

/** Hashes of the images' files, by path, and the images whose files cannot be read. */
async function readContents(images: readonly SetImage[], signal: AbortSignal) {
  const contents = new Map<string, string>()
  const failed: FailedImage[] = []
  for (const image of images) {
    signal.throwIfAborted()
    if (contents.has(image.path)) continue
    try {
      contents.set(image.path, await hashOfFile(image.path))
    } catch {
      failed.push({ image, message: 'The file cannot be read.' })
    }
  }
  return { contents, failed }
}

const createCutter =
  (
    { transformOf }: Setting,
    contents: ReadonlyMap<string, string>,
    code: string,
    menderIdentity: string | null,
  ): Cutter =>
  (image, condition) => {
    const content = contents.get(image.path)
    const cutAs = mendedFrom(condition)
    const isMended = cutAs !== null
    const transform = content === undefined ? null : transformOf(image, cutAs ?? condition)
    if (content === undefined || transform === null) return null
    const mender = isMended ? menderIdentity : null
    return { transform, isMended, key: cropKey({ content, image, transform, code, mender }) }
  }

/** @param rows  for each net those of the crops that it was to see, in their order */
function keepRows(nets: readonly NetFiles[], orders: readonly ImageOrder[], rows: readonly Float32Array[]): void {
  const crops = orders.flatMap((order) => order.crops)
  for (const [i, { width, fileOf }] of nets.entries()) {
    const found = new Map<string, Row[]>()
    const seen = crops.filter((crop) => crop.nets.includes(i))
    for (const [n, { condition, key }] of seen.entries()) {
      const values = rows[i]!.subarray(n * width, (n + 1) * width)
      found.set(condition, [...(found.get(condition) ?? []), { key, values }])
    }
    for (const [condition, ofCondition] of found) appendRows(fileOf(condition), ofCondition)
  }
}
