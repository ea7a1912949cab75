import { DropdownMenu } from 'radix-ui'
import type { ReactNode } from 'react'
import type { Benched } from '#stores/lab/bench.ts'
import { Picture } from '#ui/picture.tsx'

interface Props {
  /** The button that opens it. */
  readonly children: ReactNode
  readonly faces: readonly Benched[]
  readonly value: string
  /** A first line that chooses none. */
  readonly none?: string
  onChoose(faceId: string | null): void
}

/** A menu of faces. */
export function FaceMenu({ children, faces, value, none, onChoose }: Props) {
  return (
    <DropdownMenu.Root>
      <DropdownMenu.Trigger asChild>{children}</DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu face-menu" align="start" sideOffset={4} collisionPadding={12}>
          <DropdownMenu.RadioGroup value={value} onValueChange={(id) => onChoose(id || null)}>
            {none && <DropdownMenu.RadioItem value="">{none}</DropdownMenu.RadioItem>}
            {faces.map(({ photo, face }) => (
              <DropdownMenu.RadioItem key={face.id} value={face.id}>
                <Picture blob={face.thumbnail} alt="" />
                {photo.name}
                {photo.faces.length > 1 && <span className="note">face {face.index + 1}</span>}
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
