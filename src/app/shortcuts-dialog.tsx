import { Dialog } from 'radix-ui'
import { useSettings } from '#stores/settings.ts'
import { IconButton } from '#ui/controls/icon-button.tsx'
import type { KeyTable } from '#ui/keys.ts'

interface Props {
  readonly open: boolean
  readonly tables: readonly KeyTable[]
  onOpenChange(open: boolean): void
}

/** The keyboard table, read from the bindings themselves. */
export function ShortcutsDialog({ open, tables, onOpenChange }: Props) {
  const { letterKeys, setLetterKeys } = useSettings()
  return (
    <Dialog.Root open={open} onOpenChange={onOpenChange}>
      <Dialog.Portal>
        <Dialog.Overlay className="scrim" />
        <Dialog.Content className="dialog" aria-describedby={undefined} onOpenAutoFocus={focusDialog}>
          <header>
            <Dialog.Title>Keyboard</Dialog.Title>
            <Dialog.Close asChild>
              <IconButton icon="close" label="Close" keys="Esc" />
            </Dialog.Close>
          </header>
          <div className="key-tables">
            {tables.map(({ title, keys }) => (
              <section key={title}>
                <h3>{title}</h3>
                <dl>
                  {keys.map(({ does, shown }) => (
                    <div key={does}>
                      <dt>{does}</dt>
                      <dd>
                        {shown.map((key) => (
                          <kbd key={key}>{key}</kbd>
                        ))}
                      </dd>
                    </div>
                  ))}
                </dl>
              </section>
            ))}
          </div>
          <label className="letter-keys">
            <input type="checkbox" checked={letterKeys} onChange={(event) => setLetterKeys(event.target.checked)} />
            Use single letters as shortcuts
          </label>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  )
}

/** The dialog itself, rather than its close button, whose tooltip would open. */
function focusDialog(event: Event) {
  event.preventDefault()
  if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus()
}
