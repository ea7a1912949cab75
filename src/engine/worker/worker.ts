import './seal-threads.ts'
import { expose, type ProxyMethods, releaseProxy, transfer } from 'comlink'
import { referenceSpec } from '#domain/alignment/align.ts'
import type { Face } from '#domain/alignment/face.ts'
import { P6 } from '#domain/alignment/protocols.ts'
import type { Raster } from '#domain/geometry/raster.ts'
import type { AssetId, Manifest } from '#domain/quality/manifest.ts'
import { shownPair } from '#domain/quality/shown-pair.ts'
import { createFaceFinder, type FaceFinder, type SearchedPhoto } from '#inference/faces/face-finder.ts'
import { knownPhoto } from '#inference/faces/self-check.ts'
import { ManifestInvalidError } from '#inference/models/errors.ts'
import { createModelFiles, type ModelFiles } from '#inference/models/files.ts'
import { setUpOrt, wasmThreads } from '#inference/models/web.ts'
import type { EngineApi, FoundFace, ScoredVariants, VariantOutcome, VariantSpec } from '../protocol.ts'
import { alignAll } from './align-all.ts'
import type { Beat } from './beat.ts'
import { cropOf, cropsOf, encode } from './crops.ts'
import { decode } from './decode/decode.ts'
import { createPhotoCache } from './decode/photo-cache.ts'
import { explain, occludedCrops } from './explain.ts'
import { createJobs, type Job } from './jobs.ts'
import { nextTask } from './next-task.ts'
import { createPace } from './pace.ts'
import { createScorer, type Scorer } from './scorer.ts'
import { withSelfAlignment } from './self-align.ts'
import { isTrap } from './trap.ts'
import { createWatcher, type Watcher } from './watch/watcher.ts'

/** Crops that the models get at once: larger batches are no faster a face on WASM, and let a cancel wait longer. */
const batchSize = 8

/** How long WebGPU is not tried after the start, in milliseconds, so that a first photo need not wait for that. */
const quietTime = 2000

/** The job number of what nobody cancels; the page's own start at 1. */
const ownJob = 0

const mostThreads = wasmThreads(navigator.hardwareConcurrency, crossOriginIsolated)
const jobs = createJobs(nextTask, (busy) => postMessage({ beat: busy } satisfies Beat))
const photos = createPhotoCache(decode)
let files: ModelFiles | null = null
let engine: {
  readonly finder: FaceFinder
  readonly scorer: Scorer
  readonly landmarkerModel: Uint8Array
} | null = null
let watcher: Watcher | null = null

const api: EngineApi = {
  start: (id, options, onProgress, onInfo) =>
    jobs.run(id, async (job) => {
      await job.at('load')
      files ??= createModelFiles(options.modelsUrl)
      const manifest = await files.manifest()
      const pair = shownPair(manifest.models, options.student)
      const entries = options.isStudentAlone ? pair.filter(({ role }) => role === 'student') : pair
      const assets = assetIds.map((id) => assetOf(manifest, id))
      let progress = { loaded: 0, total: 0 }
      const pace = createPace(() => onProgress(progress))
      const bytes = await files.load([...assets, ...entries], (loaded, total) => {
        progress = { loaded, total }
        pace.touch()
      })
      pace.end()
      release(onProgress)

      const threads = Math.min(mostThreads, options.threads ?? mostThreads)
      setUpOrt(threads)
      const models = entries.map((entry, i) => ({ entry, bytes: bytes[assets.length + i]! }))
      const faceModels = Object.fromEntries(assetIds.map((id, i) => [id, bytes[i]!])) as Record<AssetId, Uint8Array>
      const [finder, scorer] = await Promise.all([
        createFaceFinder(faceModels),
        createScorer(models, options, threads, onInfo),
      ])
      engine = { finder, scorer, landmarkerModel: faceModels['face-landmarker'] }
      setTimeout(() => void tryWebgpu(scorer), quietTime)
      return scorer.info
    }),

  find: (id, handle, onProgress) =>
    jobs
      .run(id, async (job) => {
        const { finder } = started()
        await job.at('decode')
        const photo = await photos.get(handle)
        let done = 0
        const pace = createPace(() => onProgress(done))
        const faces = await finder.find(photo, async (stage, share) => {
          await job.at(stage)
          done = share
          pace.touch()
        })
        await job.at('align')
        const found: FoundFace[] = []
        for (const face of faces) found.push({ face, thumbnail: await thumbnailOf(photo, face) })
        return { width: photo.width, height: photo.height, faces: found }
      })
      .finally(() => release(onProgress)),

  score: (id, handle, face, specs, wantsCrops) =>
    jobs.run(id, async (job) => {
      const { scorer } = started()
      await job.at('decode')
      const photo = await photos.get(handle)
      const outcomes: VariantOutcome[] = []
      const crops: Raster[] = []
      for (let from = 0; from < specs.length; from += batchSize) {
        const batch = await scoreBatch(job, scorer, photo, face, specs.slice(from, from + batchSize))
        outcomes.push(...batch.outcomes)
        if (wantsCrops) crops.push(...batch.crops)
      }
      void tryWebgpu(scorer)
      return { outcomes, crops }
    }),

  crops: (id, handle, transforms, format) =>
    jobs.run(id, async (job) => {
      await job.at('decode')
      const photo = await photos.get(handle)
      await job.at('align')
      return Promise.all(cropsOf(photo, transforms).map((crop) => encode(crop, format)))
    }),

  rasters: (id, handle, transforms) =>
    jobs.run(id, async (job) => {
      await job.at('decode')
      const photo = await photos.get(handle)
      await job.at('align')
      return cropsOf(photo, transforms)
    }),

  explain: (id, handle, face, spec) =>
    jobs.run(id, async (job) => {
      await job.at('decode')
      const photo = await photos.get(handle)
      await job.at('align')
      return explain(photo, face, spec)
    }),

  scoreOccluded: (id, handle, face, spec, patches, wantsCrops) =>
    jobs.run(id, async (job) => {
      const { scorer } = started()
      await job.at('decode')
      const photo = await photos.get(handle)
      await job.at('align')
      const crops = occludedCrops(photo, face, spec, patches)
      const scores = await scorer.score(crops, undefined, () => job.at('score'))
      return { scores, crops: wantsCrops ? crops : [] }
    }),

  watch: (id, frame) =>
    jobs.run(id, async (job) => {
      try {
        const { landmarkerModel, scorer } = started()
        watcher ??= createWatcher(landmarkerModel, scorer)
        const watched = await watcher.watch(job, frame)
        const crops = watched.faces.map(({ crop }) => crop)
        return transfer(watched, crops)
      } finally {
        frame.bitmap.close()
      }
    }),

  stopWatching: () =>
    jobs.run(ownJob, async () => {
      watcher?.close()
      watcher = null
    }),

  async forget(photoId) {
    photos.forget(photoId)
  },

  async remember(photoId) {
    photos.remember(photoId)
  },

  async cancel(id) {
    jobs.cancel(id)
  },
}

const assetIds: readonly AssetId[] = ['face-detector-full', 'face-detector-short', 'face-landmarker']

function assetOf({ assets }: Manifest, id: AssetId) {
  const asset = assets.find((each) => each.id === id)
  if (!asset) throw new ManifestInvalidError(`assets: ${id} is missing`)
  return asset
}

function started() {
  if (!engine) throw new Error('The engine was not started.')
  return engine
}

async function scoreBatch(
  job: Job,
  scorer: Scorer,
  photo: SearchedPhoto,
  face: Face,
  specs: readonly VariantSpec[],
): Promise<ScoredVariants> {
  await job.at('align')
  const alignments = alignAll(await withSelfAlignment(photo, face, specs, scorer), specs)
  const aligned = alignments.filter((alignment) => 'transform' in alignment)
  const crops = cropsOf(
    photo,
    aligned.map(({ transform }) => transform),
  )
  const scores = await scorer.score(crops, undefined, () => job.at('score'))
  const { backend } = scorer.info
  const scored = new Map(aligned.map((alignment, i) => [alignment, { ...alignment, scores: scores[i]!, backend }]))
  const outcomes = alignments.map((alignment) => ('transform' in alignment ? scored.get(alignment)! : alignment))
  return { outcomes, crops }
}

const thumbnailOf = (photo: SearchedPhoto, face: Face): Promise<Blob> =>
  encode(cropOf(photo, face, referenceSpec(face)), 'jpeg')

let triesWebgpu = false

/** A real face, as it should be cut and as it should not. */
async function knownFaceCrops(): Promise<readonly Raster[]> {
  try {
    const photo = await knownPhoto()
    const [face] = await started().finder.find(photo, async () => {})
    if (!face) return []
    const reference = referenceSpec(face)
    return [null, ...P6].map((misalignment) => cropOf(photo, face, { ...reference, misalignment }))
  } catch (thrown) {
    if (isTrap(thrown)) throw thrown
    return []
  }
}

/** Between the page's jobs, and once: after the first score, or in the quiet after the start. */
async function tryWebgpu(scorer: Scorer) {
  if (triesWebgpu || scorer.info.reason.code !== 'probing') return
  triesWebgpu = true
  try {
    const steps = scorer.tryWebgpu(await jobs.run(ownJob, knownFaceCrops))
    while (!(await jobs.run(ownJob, () => steps.next())).done);
  } catch (thrown) {
    // Only what breaks the worker ends up here, and nobody waits for it: the page hears of it as of any uncaught error.
    reportError(thrown)
  }
}

/** What Comlink holds for a callback of the page. */
const release = (callback: object) => (callback as Partial<ProxyMethods>)[releaseProxy]?.()

expose(api)
