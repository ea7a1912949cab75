import { DropdownMenu } from 'radix-ui'
import { csvText } from '#domain/csv.ts'
import { useEngine } from '#stores/engine.ts'
import type { BenchFace } from '#stores/lab/bench.ts'
import { isUntouched } from '#stores/lab/hand.ts'
import { handVariant, useHandResult } from '#stores/lab/hand-result.ts'
import { useOwnModels } from '#stores/lab/own-models.ts'
import { useSweeps } from '#stores/lab/sweeps.ts'
import { useExporting } from '#stores/photos/exporting.ts'
import { faceRecord } from '#stores/photos/record.ts'
import { pngOf } from '#ui/charts/file/save-chart.ts'
import { Icon } from '#ui/controls/icon.tsx'
import { saveFile } from '#ui/save-file.ts'
import { gridPicture } from './grid-picture.ts'
import { sweepPicture } from './sweep-picture.ts'
import { sweepRows } from './sweep-rows.ts'

/** What leaves the Lab: numbers to go on with, pictures to show. */
export function LabExportMenu(grid: BenchFace) {
  const open = useExporting()
  const hasSweeps = useSweeps((state) => grid.face.id in state.scores)
  return (
    <DropdownMenu.Root modal={false} open={open} onOpenChange={(next) => useExporting.setState(next, true)}>
      <DropdownMenu.Trigger className="button bare" aria-label="Export">
        <Icon name="export" />
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content className="menu" align="end" sideOffset={4}>
          <DropdownMenu.Item onSelect={() => void saveExperiment(grid)}>
            Experiment (JSON) <span className="note">every crop</span>
          </DropdownMenu.Item>
          <DropdownMenu.Item disabled={!hasSweeps} onSelect={() => void saveSweeps(grid)}>
            Sweeps (CSV) <span className="note">every score</span>
          </DropdownMenu.Item>
          <DropdownMenu.Item disabled={!hasSweeps} onSelect={() => void saveSweepPicture(grid)}>
            Sweeps (SVG) <span className="note">picture</span>
          </DropdownMenu.Item>
          <DropdownMenu.Item disabled={!hasSweeps} onSelect={() => void saveSweepImage(grid)}>
            Sweeps (PNG) <span className="note">picture</span>
          </DropdownMenu.Item>
          <DropdownMenu.Item onSelect={() => void saveGrid(grid)}>
            Alignment procedures (PNG) <span className="note">picture</span>
          </DropdownMenu.Item>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  )
}

/** The face with all that the Lab scored of it: what a hand did comes last. */
function experiment({ photo, face }: BenchFace) {
  const sweeps = Object.values(useSweeps.getState().scores[face.id] ?? {}).flat()
  const { result } = useHandResult.getState()
  const byHand = result?.faceId === face.id && !isUntouched(result.hand) ? [handVariant(result)] : []
  const scored = sweeps.filter((crop) => crop !== null)
  const own = useOwnModels.getState().models
  return faceRecord({ photo, face }, [...scored, ...byHand], useEngine.getState().info, own, new Date())
}

const saveExperiment = (grid: BenchFace) => saveFile(json(experiment(grid)), 'plumb-experiment.json')

const json = (value: object) => new Blob([`${JSON.stringify(value, null, 1)}\n`], { type: 'application/json' })

async function saveSweeps({ face }: BenchFace): Promise<void> {
  const sweeps = useSweeps.getState().scores[face.id]
  if (sweeps)
    await saveFile(new Blob([csvText(sweepRows(sweeps, face.reference))], { type: 'text/csv' }), 'plumb-sweeps.csv')
}

const saveSweepPicture = (grid: BenchFace) =>
  saveFile(new Blob([sweepPicture(about(grid))], { type: 'image/svg+xml' }), 'plumb-sweeps.svg')

async function saveSweepImage(grid: BenchFace): Promise<void> {
  await saveFile(await pngOf(sweepPicture(about(grid))), 'plumb-sweeps.png')
}

async function saveGrid(grid: BenchFace): Promise<void> {
  await saveFile(await gridPicture(grid, about(grid)), 'plumb-procedures.png')
}

/** What a picture says of where it comes from; never whose face it is. */
function about({ face, reference }: BenchFace): string {
  const { info } = useEngine.getState()
  return JSON.stringify({
    app: `Plumb ${__APP_VERSION__}`,
    backend: info?.backend,
    models: info?.models.map(({ id, sha256 }) => ({ id, sha256 })),
    landmarks: face.face.source,
    reference: reference?.procedure,
  })
}
