import { useShallow } from 'zustand/react/shallow'
import { hiddenIds, type PhotoEntry, usePhotos } from '#stores/photos/photos.ts'
import { useSelection } from '#stores/photos/selection.ts'
import { FaceOverlay } from '#ui/face-overlay.tsx'
import { plural } from '#ui/format.ts'
import { Picture } from '#ui/picture.tsx'

interface Props {
  readonly photo: PhotoEntry
  readonly selected: string | null
}

/** The whole photo with the box and the five points of the selected face. */
export function PhotoStage({ photo, selected }: Props) {
  const faces = usePhotos(
    useShallow((state) => {
      const hidden = hiddenIds(state)
      return photo.faces.flatMap((id) => (hidden.has(id) ? [] : (state.faces[id] ?? [])))
    }),
  )
  const open = useSelection((state) => state.open)
  // The browser would draw its broken picture over what the words beside it say.
  const readable = photo.failure === null || photo.size !== null
  return (
    <div className="stage">
      {readable && <Picture blob={photo.blob} alt={`${photo.name}, ${plural(faces.length, 'face')} found`} />}
      {photo.size && <FaceOverlay {...photo.size} faces={faces} selected={selected} onSelect={open} />}
    </div>
  )
}
