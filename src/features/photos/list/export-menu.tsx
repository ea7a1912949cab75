import { DropdownMenu } from 'radix-ui'
import { useEffect } from 'react'
import { useExporting } from '#stores/photos/exporting.ts'
import { useTally } from '#stores/photos/rows.ts'
import { Icon } from '#ui/controls/icon.tsx'
import { SaveFailure, useSaving } from '#ui/save-failure.tsx'
import { saveCsv, saveJson } from './save-list.ts'

/** What leaves the page: one file, made here, saved where the person says. */
export function ExportMenu() {
  const open = useExporting()
  const scored = useTally().scores.length > 0
  const saving = useSaving()
  useEffect(() => {
    // A key press before there is anything to export opens nothing later.
    if (open && !scored) useExporting.setState(false, true)
  }, [scored, open])
  return (
    <DropdownMenu.Root modal={false} open={open && scored} onOpenChange={(next) => useExporting.setState(next, true)}>
      <SaveFailure {...saving}>
        <DropdownMenu.Trigger className="button export" disabled={!scored}>
          <Icon name="export" />
          Export
        </DropdownMenu.Trigger>
      </SaveFailure>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4}>
          <DropdownMenu.Item onSelect={() => saving.save(() => saveCsv(','))}>
            Table (CSV) <span className="note">commas</span>
          </DropdownMenu.Item>
          <DropdownMenu.Item onSelect={() => saving.save(() => saveCsv(';'))}>
            Table (CSV) <span className="note">semicolons</span>
          </DropdownMenu.Item>
          <DropdownMenu.Item onSelect={() => saving.save(saveJson)}>
            Everything (JSON) <span className="note">with all crops</span>
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
