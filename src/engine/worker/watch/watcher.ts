import { referenceSpec } from '#domain/alignment/align.ts'
import { factsOf } from '#domain/explain/facts.ts'
import type { Raster } from '#domain/geometry/raster.ts'
import { createFaceTracker } from '#inference/faces/tracking/face-tracker.ts'
import type { CameraFrame, WatchedFace, WatchedFrame, WatchStage } from '../../protocol.ts'
import { bitmapOf, cropOf } from '../crops.ts'
import type { Job } from '../jobs.ts'
import type { Scorer } from '../scorer.ts'
import { createExtras, type SeenFace } from './extras.ts'
import { createFrameReader } from './frame-reader.ts'
import { steadyCrop } from './steady-crop.ts'

/** Looks at a camera's frames, one after the other. */
export interface Watcher {
  watch(job: Job, frame: CameraFrame): Promise<WatchedFrame>
  /** Frees what is kept from one frame to the next. */
  close(): void
}

/** @param landmarkerModel  FaceLandmarker's file */
export function createWatcher(landmarkerModel: Uint8Array, scorer: Scorer): Watcher {
  const student = scorer.info.models.find(({ role }) => role === 'student')!.id
  const others = scorer.info.models.map(({ id }) => id).filter((id) => id !== student)
  const read = createFrameReader()
  const tracker = createFaceTracker(landmarkerModel)
  const addExtras = createExtras({ student, others }, scorer)

  return {
    async watch(job, { bitmap, time }) {
      const stages = { read: 0, find: 0, align: 0, score: 0, extras: 0 }
      const start = performance.now()
      let last = start
      const end = (stage: WatchStage) => {
        const now = performance.now()
        stages[stage] = now - last
        last = now
      }

      await job.at('decode')
      const { photo, picture } = read(bitmap)
      end('read')
      await job.at('landmark')
      const found = await tracker.track(picture, photo, time)
      end('find')
      await job.at('align')
      const crops = found.map((face) => cropOf(photo, face, referenceSpec(face)))
      const facts = found.map((face, i) => factsOf({ face, crop: crops[i]! }))
      end('align')
      await job.at('score')
      const scores = await scorer.score(crops, student)
      const faces = found.map(
        (face, i): SeenFace => ({ face, crop: crops[i]!, facts: facts[i]!, scores: scores[i]!, shaken: null }),
      )
      end('score')
      const cropTime = stages.score / faces.length
      await addExtras(photo, faces, { spent: () => performance.now() - start, cropTime })
      end('extras')
      const watched = faces.map((seen) => toWatched(seen, steadyCrop(photo, seen, seen.scores[student]?.alignment)))
      return { time, width: photo.width, height: photo.height, faces: await Promise.all(watched), stages }
    },
    close: tracker.close,
  }
}

const toWatched = async ({ face, facts, scores, shaken }: SeenFace, crop: Raster): Promise<WatchedFace> => ({
  face,
  facts,
  scores,
  shaken: shaken && { index: shaken.index, scores: shaken.scores },
  crop: await bitmapOf(crop),
})
