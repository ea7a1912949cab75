import { usePhotos } from '../photos/photos.ts'
import { useSelection } from '../photos/selection.ts'
import { LAB } from './address.ts'
import { useExperiment } from './experiment.ts'

/** Puts the face that is selected among the photos on the Lab's bench. */
export function openInLab(): void {
  const { id } = useSelection.getState()
  if (!id || !(id in usePhotos.getState().faces)) return
  useExperiment.getState().choose(id)
  window.location.assign(LAB)
}
