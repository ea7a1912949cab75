import { DropdownMenu } from 'radix-ui'
import { benchable } from '#stores/lab/bench.ts'
import { useExperiment } from '#stores/lab/experiment.ts'
import { type FaceEntry, type PhotoEntry, usePhotos } from '#stores/photos/photos.ts'
import { Icon } from '#ui/controls/icon.tsx'
import { Picture } from '#ui/picture.tsx'

interface Props {
  readonly photo: PhotoEntry
  readonly face: FaceEntry
}

/** Which face is on the bench, and a menu of all others. */
export function FaceChoice({ photo, face }: Props) {
  const faces = benchable(usePhotos())
  const choose = useExperiment((state) => state.choose)
  const title = (
    <>
      <h2>{photo.name}</h2>
      <span className="count">
        face {face.index + 1} of {photo.faces.length}
      </span>
    </>
  )
  if (faces.length < 2) return title
  return (
    <>
      {title}
      <DropdownMenu.Root>
        <DropdownMenu.Trigger className="button bare" aria-label="Choose another face">
          <Icon name="down" />
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content className="menu face-menu" align="start" sideOffset={4} collisionPadding={12}>
            <DropdownMenu.RadioGroup value={face.id} onValueChange={choose}>
              {faces.map((one) => (
                <DropdownMenu.RadioItem key={one.face.id} value={one.face.id}>
                  <Picture blob={one.face.thumbnail} alt="" />
                  {one.photo.name}
                  {one.photo.faces.length > 1 && <span className="note">face {one.face.index + 1}</span>}
                </DropdownMenu.RadioItem>
              ))}
            </DropdownMenu.RadioGroup>
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
    </>
  )
}
