import { Popover } from 'radix-ui'
import { Icon } from './controls/icon.tsx'
import { Tip } from './controls/tip.tsx'

interface Props {
  readonly failure: { readonly code: string; readonly message: string; readonly remedy: string }
  /** What a person can do about it; which of them is offered depends on the failure. */
  readonly actions: { mark(): void; retry(): void; remove(): void }
}

/** A failure where it happened: the cause in one sentence and one action. */
export function Remedy({ failure, actions }: Props) {
  return (
    <span className="notice">
      <Icon name={failure.code === 'no-face' ? 'no-face' : 'failed'} />
      <span className="cause">{failure.message}</span>
      <Action failure={failure} actions={actions} />
    </span>
  )
}

/** The one action that helps against a failure. */
export function Action({ failure: { code, remedy }, actions }: Props) {
  switch (code) {
    case 'no-face':
      return <Link label="Mark it" onClick={actions.mark} />
    case 'unsupported-file':
      return (
        <Popover.Root>
          <Popover.Trigger className="link">How to convert</Popover.Trigger>
          <Popover.Portal>
            <Popover.Content
              className="popover"
              align="end"
              sideOffset={6}
              collisionPadding={12}
              aria-label="How to convert"
            >
              <p>{remedy}</p>
            </Popover.Content>
          </Popover.Portal>
        </Popover.Root>
      )
    case 'damaged-file':
    case 'file-gone':
      return (
        <Tip text={remedy}>
          <button type="button" className="link" onClick={actions.remove}>
            Remove
          </button>
        </Tip>
      )
    case 'engine-crashed':
      return <Link label="Score it again" onClick={actions.retry} />
    default:
      return (
        <Tip text={remedy || 'The photo is kept.'}>
          <button type="button" className="link" onClick={actions.retry}>
            Try again
          </button>
        </Tip>
      )
  }
}

function Link({ label, onClick }: { readonly label: string; onClick(): void }) {
  return (
    <button type="button" className="link" onClick={onClick}>
      {label}
    </button>
  )
}
