import type { ComponentProps } from 'react'
import { Icon, type IconName } from './icon.tsx'
import { Tip } from './tip.tsx'

interface Props extends Omit<ComponentProps<'button'>, 'children' | 'className' | 'aria-label'> {
  readonly icon: IconName
  readonly label: string
  /** The key that does the same, as it is printed on the keyboard. */
  readonly keys?: string
  readonly className?: string
}

/** A button that is an icon; its name and its key are in the tooltip. */
export function IconButton({ icon, label, keys, className = '', ...button }: Props) {
  return (
    <Tip text={keys ? `${label} (${keys})` : label}>
      <button type="button" className={`button bare ${className}`} aria-label={label} {...button}>
        <Icon name={icon} />
      </button>
    </Tip>
  )
}
