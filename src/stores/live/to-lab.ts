import { faceId } from '#engine/scoring-queue.ts'
import { LAB } from '../lab/address.ts'
import { useExperiment } from '../lab/experiment.ts'
import { addPhotos } from '../session.ts'
import { encodePicture, useLive } from './live.ts'
import { mainPlace } from './main-place.ts'
import { addToPhotos, frameName, type KeptShot } from './shots.ts'

/** Freezes the picture as it is now, adds it to the photos and opens the Lab on its main face. */
export async function freezeToLab(): Promise<void> {
  const face = mainPlace(useLive.getState().session)
  const picture = encodePicture()
  if (!picture) return
  const name = frameName(new Date())
  const [photoId] = addPhotos([{ name, blob: await picture }])
  openBench(photoId!, face)
}

/** Opens the Lab on a shot. */
export const shotToLab = (shot: KeptShot): void => openBench(addToPhotos(shot), shot.place)

function openBench(photoId: string, face: number): void {
  useExperiment.getState().choose(faceId({ photoId, face }))
  window.location.assign(LAB)
}
