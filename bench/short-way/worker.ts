import { expose } from 'comlink'
import { align, referenceSpec } from '#domain/alignment/align.ts'
import type { Face } from '#domain/alignment/face.ts'
import type { ProcedureId } from '#domain/alignment/procedures.ts'
import { readOut } from '#domain/alignment/read-out.ts'
import { mendTransform } from '#domain/alignment/self-alignment.ts'
import { blockMean } from '#domain/geometry/mip.ts'
import { compose, type Similarity } from '#domain/geometry/similarity.ts'
import { warp } from '#domain/geometry/warp.ts'
import { workingSize, workingToSource } from '#domain/geometry/working-size.ts'
import type { AssetId, LocatorEntry, ModelEntry } from '#domain/quality/manifest.ts'
import { scoreOf } from '#domain/quality/scale.ts'
import { shownPair } from '#domain/quality/shown-pair.ts'
import { toTensor } from '#domain/quality/tensor.ts'
import { createFaceFinder, type FaceFinder, type SearchedPhoto } from '#inference/faces/face-finder.ts'
import { createModelFiles } from '#inference/models/files.ts'
import type { Locator } from '#inference/models/locator.ts'
import type { QualityModel } from '#inference/models/quality-model.ts'
import { openLocator, openModel, setUpOrt } from '#inference/models/web.ts'
import { type MeasuredFace, type MeasuredPhoto, type MeasuredWay, startingPoints } from './measured.ts'

/** Both ways from a photo to a crop, and the student that scores what they cut. */
export interface WaysApi {
  /** @param locatorUrl  another than the released one; null for that */
  start(modelsUrl: string, locatorUrl: string | null): Promise<void>
  measure(photoUrl: string): Promise<MeasuredPhoto>
}

let finder: FaceFinder
let student: { readonly entry: ModelEntry; readonly model: QualityModel }
let located: Locator

const api: WaysApi = {
  async start(modelsUrl, locatorUrl) {
    setUpOrt(1)
    const files = createModelFiles(modelsUrl)
    const manifest = await files.manifest()
    const assets = await files.load(manifest.assets)
    const entry = shownPair(manifest.models, null).find(({ role }) => role === 'student')
    if (!entry) throw new Error('No student is released here.')
    student = { entry, model: await openModel(entry, (await files.load([entry]))[0]!, 'wasm') }
    const released = manifest.locator
    if (!released && !locatorUrl) throw new Error('No locator is released here: name one with --locator.')
    located = await openLocator(
      locatorUrl || !released ? { ...unreleased, input: entry.input } : released,
      locatorUrl ? await bytesAt(locatorUrl) : (await files.load([released!]))[0]!,
    )
    finder = await createFaceFinder(
      Object.fromEntries(manifest.assets.map(({ id }, i) => [id, assets[i]!])) as Record<AssetId, Uint8Array>,
    )
  },

  async measure(photoUrl) {
    const photo = await decode(await bytesAt(photoUrl))
    const found = await timedFind(photo)
    const faces: MeasuredFace[] = []
    for (const face of found.faces) {
      // Where the landmarker found nothing, there is no long way to compare with.
      if (face.source !== 'landmarker') continue
      faces.push(await measureFace(photo, face))
    }
    return { detectMs: found.detectMs, landmarkMs: found.landmarkMs, found: found.faces.length, faces }
  },
}

/** What is said of a locator that no manifest describes. */
const unreleased: Pick<LocatorEntry, 'file' | 'output'> = { file: 'locator', output: { alignment: 'alignment' } }

/** Finds the faces, and how long the detector and the landmarker took for it. */
async function timedFind(photo: SearchedPhoto) {
  let last = performance.now()
  let stage: 'detect' | 'landmark' | null = null
  const spent = { detect: 0, landmark: 0 }
  const step = async (next: typeof stage) => {
    const now = performance.now()
    if (stage) spent[stage] += now - last
    stage = next
    last = now
  }
  const faces = await finder.find(photo, step)
  await step(null)
  return { faces, detectMs: spent.detect, landmarkMs: spent.landmark }
}

async function measureFace(photo: SearchedPhoto, face: Face): Promise<MeasuredFace> {
  const long = transformOf(face, referenceSpec(face).procedure)!
  const ways: MeasuredWay[] = []
  const score = await scoreOfCrop(photo, long)
  for (const from of startingPoints) {
    let transform = transformOf(face, from)
    if (!transform) continue
    let ms = 0
    for (const asked of [1, 2] as const) {
      const began = performance.now()
      const [alignment] = await located.find(toTensor([cut(photo, transform)]).data, 1)
      transform = mendTransform(transform, alignment!)
      ms += performance.now() - began
      ways.push({
        from,
        asked,
        ms,
        away: readOut(long, transform).error,
        scoreChange: (await scoreOfCrop(photo, transform)) - score,
      })
    }
  }
  return { score, ways }
}

function transformOf(face: Face, procedure: ProcedureId): Similarity<'source', 'crop'> | null {
  const alignment = align(face, { procedure, misalignment: null })
  return 'transform' in alignment ? alignment.transform : null
}

const cut = (photo: SearchedPhoto, transform: Similarity<'source', 'crop'>) =>
  warp(photo.raster, compose(transform, photo.toSource))

async function scoreOfCrop(photo: SearchedPhoto, transform: Similarity<'source', 'crop'>): Promise<number> {
  const [raw] = await student.model.run(toTensor([cut(photo, transform)]).data, 1)
  return scoreOf(raw!, student.entry.scale)
}

/** As the app decodes a photo, but for one with transparent pixels, or of more than a canvas holds. */
async function decode(bytes: Uint8Array<ArrayBuffer>): Promise<SearchedPhoto> {
  const options = { imageOrientation: 'from-image', colorSpaceConversion: 'none' } as const
  const bitmap = await createImageBitmap(new Blob([bytes]), options)
  const { width, height } = bitmap
  const context = new OffscreenCanvas(width, height).getContext('2d', { alpha: false })!
  context.drawImage(bitmap, 0, 0)
  bitmap.close()
  const { data } = context.getImageData(0, 0, width, height)
  const working = workingSize(width, height)
  const raster = blockMean({ width, height, channels: 4, data }, working.factor)
  return { raster, toSource: workingToSource(working), width, height }
}

async function bytesAt(url: string): Promise<Uint8Array<ArrayBuffer>> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`${url}: the server answers ${response.status}.`)
  return new Uint8Array(await response.arrayBuffer())
}

expose(api)
