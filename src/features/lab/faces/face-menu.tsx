import { Popover } from 'radix-ui'
import { type ReactNode, useState } from 'react'
import { useMedia } from '#ui/use-media.ts'
import { FaceList, type FaceListProps } from './face-list.tsx'

interface Props extends Omit<FaceListProps, 'rowHeight'> {
  /** The button that opens it. */
  readonly children: ReactNode
}

/** A list of faces behind a button. */
export function FaceMenu({ children, onChoose, ...list }: Props) {
  const [open, setOpen] = useState(false)
  const touch = useMedia('(pointer: coarse)')
  const choose = (faceId: string | null) => {
    setOpen(false)
    onChoose(faceId)
  }
  return (
    <Popover.Root open={open} onOpenChange={setOpen}>
      <Popover.Trigger asChild>{children}</Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="popover face-menu"
          align="start"
          sideOffset={4}
          collisionPadding={12}
          aria-label="Faces"
          // A keyboard on the screen would cover the list that was asked for.
          onOpenAutoFocus={(event) => touch && event.preventDefault()}
        >
          <FaceList {...list} rowHeight={touch ? 44 : 36} onChoose={choose} />
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
