import { DropdownMenu } from 'radix-ui'
import { useContext } from 'react'
import { csvText } from '#domain/csv.ts'
import type { CsvRow } from '#domain/quality/record.ts'
import { Icon } from '../../controls/icon.tsx'
import { SaveFailure, useSaving } from '../../save-failure.tsx'
import { saveFile } from '../../save-file.ts'
import { fontRule } from './font.ts'
import { onPaper, paperWidths } from './on-paper.tsx'
import { type PaperWords, paperSheet } from './paper-sheet.ts'
import { pngOf } from './png.ts'
import { PrintedFigure } from './printed-figure.ts'

interface Props {
  /** What is exported, for a screen reader: "Error versus discard". */
  readonly title: string
  /** Name of the files without their ending. */
  readonly file: string
  /** The same numbers, unrounded, with where they come from. */
  rows(): readonly CsvRow[]
  words(): PaperWords
}

/** Pixels of a PNG for one of the figure: 300 to the inch. */
const PRINT = 300 / 96

/** Saves the figure that it stands in: as a picture for a paper, its numbers, or the caption that belongs to it. */
export function FigureExport({ title, file, rows, words }: Props) {
  const figure = useContext(PrintedFigure)
  const saving = useSaving()
  const svg = async (columns: keyof typeof paperWidths) => {
    const font = await fontRule()
    return onPaper(figure, paperWidths[columns], (drawn) => paperSheet(drawn, font, words()))
  }
  const pictures = (['one', 'two'] as const).flatMap((columns) => {
    const label = columns === 'one' ? 'One column' : 'Two columns'
    const name = `${file}-${columns === 'one' ? 'column' : 'columns'}`
    return [
      { name: `${name}.svg`, label: `${label} (SVG)`, make: async () => blobOf(await svg(columns), 'image/svg+xml') },
      { name: `${name}.png`, label: `${label} (PNG)`, make: async () => pngOf(await svg(columns), PRINT) },
    ]
  })
  const files = [
    ...pictures,
    { name: `${file}.csv`, label: 'Numbers (CSV)', make: async () => blobOf(csvText(rows()), 'text/csv') },
    { name: `${file}.txt`, label: 'Caption (text)', make: async () => blobOf(`${words().caption}\n`, 'text/plain') },
  ]
  return (
    <DropdownMenu.Root modal={false}>
      <SaveFailure {...saving}>
        <DropdownMenu.Trigger className="button bare figure-export" aria-label={`Export ${title}`}>
          <Icon name="export" />
        </DropdownMenu.Trigger>
      </SaveFailure>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4}>
          {files.map(({ name, label, make }) => (
            <DropdownMenu.Item key={name} onSelect={() => saving.save(async () => saveFile(await make(), name))}>
              {label}
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

const blobOf = (text: string, type: string) => new Blob([text], { type })
