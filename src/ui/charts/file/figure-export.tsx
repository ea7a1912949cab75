import { DropdownMenu } from 'radix-ui'
import { useRef } from 'react'
import { csvText } from '#domain/csv.ts'
import type { CsvRow } from '#domain/quality/record.ts'
import { Icon } from '../../controls/icon.tsx'
import { SaveFailure, useSaving } from '../../save-failure.tsx'
import { saveFile } from '../../save-file.ts'
import { chartSheet, type SheetWords } from './chart-sheet.ts'
import { pngOf } from './png.ts'

interface Props {
  /** What is exported, for a screen reader: "Error versus discard". */
  readonly title: string
  /** Name of the files without their ending. */
  readonly file: string
  /** The same numbers, unrounded, with where they come from. */
  rows(): readonly CsvRow[]
  words(): SheetWords
}

/** Saves the figure that it stands in: as a picture, or its numbers. */
export function FigureExport({ title, file, rows, words }: Props) {
  const trigger = useRef<HTMLButtonElement>(null)
  const saving = useSaving()
  const svg = () => chartSheet([trigger.current!.closest('figure')!], words())
  const files = [
    { ending: 'svg', label: 'Picture (SVG)', make: async () => new Blob([svg()], { type: 'image/svg+xml' }) },
    { ending: 'png', label: 'Picture (PNG)', make: () => pngOf(svg()) },
    { ending: 'csv', label: 'Numbers (CSV)', make: async () => new Blob([csvText(rows())], { type: 'text/csv' }) },
  ]
  return (
    <DropdownMenu.Root modal={false}>
      <SaveFailure {...saving}>
        <DropdownMenu.Trigger ref={trigger} className="button bare figure-export" aria-label={`Export ${title}`}>
          <Icon name="export" />
        </DropdownMenu.Trigger>
      </SaveFailure>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4}>
          {files.map(({ ending, label, make }) => (
            <DropdownMenu.Item
              key={ending}
              onSelect={() => saving.save(async () => saveFile(await make(), `${file}.${ending}`))}
            >
              {label}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}
