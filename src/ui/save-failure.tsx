import { Popover } from 'radix-ui'
import { type ReactNode, useState } from 'react'
import { PlumbError } from '#domain/errors.ts'

interface Failed {
  readonly message: string
  readonly remedy: string
  readonly again: () => Promise<void>
}

/** Saves that may fail: `save` runs one, and `failed` is the last that did. */
export function useSaving() {
  const [failed, setFailed] = useState<Failed | null>(null)
  const save = (again: () => Promise<void>) => {
    setFailed(null)
    again().catch((thrown: unknown) => setFailed({ ...wordsOf(thrown), again }))
  }
  return { save, failed, forget: () => setFailed(null) }
}

const wordsOf = (thrown: unknown) =>
  thrown instanceof PlumbError
    ? { message: thrown.message, remedy: thrown.remedy }
    : {
        message: 'The file could not be made.',
        remedy: `Try again, or reload the page. (${thrown instanceof Error ? thrown.message : String(thrown)})`,
      }

interface Props extends ReturnType<typeof useSaving> {
  /** The button that saves; what failed is said beside it. */
  readonly children: ReactNode
}

/** What a save failed with, where it was asked for: the cause, the remedy, and one action. */
export function SaveFailure({ save, failed, forget, children }: Props) {
  return (
    <Popover.Root open={failed !== null} onOpenChange={forget}>
      <Popover.Anchor asChild>{children}</Popover.Anchor>
      <Popover.Portal>
        <Popover.Content
          className="popover"
          align="end"
          sideOffset={6}
          collisionPadding={12}
          aria-label={failed?.message}
        >
          {failed && (
            <>
              <p>
                <b>{failed.message}</b> {failed.remedy}
              </p>
              <button type="button" className="button" onClick={() => save(failed.again)}>
                Try again
              </button>
            </>
          )}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  )
}
