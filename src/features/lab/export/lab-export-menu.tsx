import { DropdownMenu } from 'radix-ui'
import { csvText } from '#domain/csv.ts'
import type { BenchFace } from '#stores/lab/bench.ts'
import { useSweeps } from '#stores/lab/sweeps.ts'
import { useExporting } from '#stores/photos/exporting.ts'
import { pngOf } from '#ui/charts/file/png.ts'
import { Icon } from '#ui/controls/icon.tsx'
import { SaveFailure, useSaving } from '#ui/save-failure.tsx'
import { saveFile } from '#ui/save-file.ts'
import { experimentOf } from './experiment.ts'
import { gridPicture } from './grid-picture.ts'
import { originLines, originOf } from './origin.ts'
import { sweepPicture } from './sweep-picture.ts'
import { sweepRows } from './sweep-rows.ts'

/** One face, or two that are compared. */
type Faces = readonly [BenchFace, ...BenchFace[]]

interface Export {
  readonly label: string
  readonly note: string
  readonly file: string
  /** Whether there is nothing to save before a sweep has begun. */
  readonly needsSweeps: boolean
  make(faces: Faces): Promise<Blob>
}

/** What leaves the Lab: numbers to go on with, pictures to show. */
const files: readonly Export[] = [
  {
    label: 'Experiment (JSON)',
    note: 'every crop',
    file: 'plumb-experiment.json',
    needsSweeps: false,
    make: async (faces) => textFile(`${JSON.stringify(experimentOf(faces), null, 1)}\n`, 'application/json'),
  },
  {
    label: 'Sweeps (CSV)',
    note: 'every score',
    file: 'plumb-sweeps.csv',
    needsSweeps: true,
    make: async ([first]) => textFile(csvText(sweepRows(experimentOf([first]))), 'text/csv'),
  },
  {
    label: 'Sweeps (SVG)',
    note: 'picture',
    file: 'plumb-sweeps.svg',
    needsSweeps: true,
    make: async ([first]) => textFile(sweepSvg(first), 'image/svg+xml'),
  },
  {
    label: 'Sweeps (PNG)',
    note: 'picture',
    file: 'plumb-sweeps.png',
    needsSweeps: true,
    make: async ([first]) => pngOf(sweepSvg(first)),
  },
  {
    label: 'Alignment procedures (PNG)',
    note: 'picture',
    file: 'plumb-procedures.png',
    needsSweeps: false,
    make: async (faces) => gridPicture(faces, gridOrigin(faces)),
  },
]

export function LabExportMenu({ faces }: { readonly faces: Faces }) {
  const open = useExporting()
  const hasSweeps = useSweeps((state) => faces[0].face.id in state.scores)
  const saving = useSaving()
  return (
    <DropdownMenu.Root modal={false} open={open} onOpenChange={(next) => useExporting.setState(next, true)}>
      <SaveFailure {...saving}>
        <DropdownMenu.Trigger className="button bare" aria-label="Export">
          <Icon name="export" />
        </DropdownMenu.Trigger>
      </SaveFailure>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4}>
          {files.map(({ label, note, file, needsSweeps, make }) => (
            <DropdownMenu.Item
              key={file}
              disabled={needsSweeps && !hasSweeps}
              onSelect={() => saving.save(async () => saveFile(await make(faces), file))}
            >
              {label} <span className="note">{note}</span>
            </DropdownMenu.Item>
          ))}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

const textFile = (text: string, type: string) => new Blob([text], { type })

function sweepSvg(first: BenchFace): string {
  const record = experimentOf([first])
  return sweepPicture(
    originOf(record, {
      landmarks: first.face.face.source,
      reference: first.face.reference?.procedure ?? '',
      sweeps: record.faces[0]?.sweeps ?? [],
    }),
  )
}

const gridOrigin = (faces: Faces) =>
  originLines(
    originOf(experimentOf(faces), {
      landmarks: [...new Set(faces.map(({ face }) => face.face.source))].join(', '),
      reference: [...new Set(faces.flatMap(({ reference }) => reference?.procedure ?? []))].join(', '),
    }),
  )
