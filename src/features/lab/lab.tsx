import { useEffect, useState } from 'react'
import type { ScoredVariant } from '#engine/protocol.ts'
import { followAddress, toAddress } from '#stores/lab/address.ts'
import { type Benched, type BenchFace, referenceBy, useBench, useSecond } from '#stores/lab/bench.ts'
import { useExperiment } from '#stores/lab/experiment.ts'
import { isUntouched, untouched } from '#stores/lab/hand.ts'
import { followHand, useHandResult } from '#stores/lab/hand-result.ts'
import { useWithOwnScores } from '#stores/lab/own-scores.ts'
import { leaveSweeps, runSweeps, sweepCrops, sweepsDone, useSweeps } from '#stores/lab/sweeps.ts'
import { type FaceEntry, type PhotoEntry, usePhotos } from '#stores/photos/photos.ts'
import { useSettings } from '#stores/settings.ts'
import { IconButton } from '#ui/controls/icon-button.tsx'
import { useKeys } from '#ui/keys.ts'
import { LabExportMenu } from './export/lab-export-menu.tsx'
import { FaceChoice, SecondFace } from './face-choice.tsx'
import { HandControls } from './hands/hand-controls.tsx'
import { HandNow } from './hands/hand-now.tsx'
import { LabStage } from './hands/lab-stage.tsx'
import { LabEmpty } from './lab-empty.tsx'
import { labKeys } from './lab-keys.ts'
import { OwnModels } from './own/own-models.tsx'
import { Detectors } from './results/detectors.tsx'
import { Explain } from './results/explain.tsx'
import { comparison, type Focus, pick } from './results/focus.ts'
import { LabCompare } from './results/lab-compare.tsx'
import { LabStability } from './results/lab-stability.tsx'
import { ProcedureGrid } from './results/procedure-grid.tsx'
import { SweepSummary } from './results/sweep-summary.tsx'
import { Sweeps } from './results/sweeps.tsx'
import './lab.css'

/** The alignment lab: one face, what a hand does to its alignment, and what that does to its scores. */
export function Lab() {
  const bench = useBench()
  const letterKeys = useSettings((state) => state.letterKeys)
  useKeys(labKeys.keys, letterKeys)
  useEffect(followAddress, [])
  return bench ? <Bench key={bench.face.id} {...bench} /> : <LabEmpty />
}

function Bench({ photo, face: bare }: Benched) {
  const face = useWithOwnScores(bare)
  const chosen = useExperiment((state) => state.reference)
  const reference = referenceBy(face, chosen)
  useEffect(() => followHand(face.id), [face.id])
  useSweepsWhileOpen(face)
  return (
    <div className="lab">
      <section className="lab-left" aria-label="Face and alignment">
        <LabBar photo={photo} face={face} reference={reference} />
        <LabStage photo={photo} face={face} />
        <HandControls />
        <HandNow face={face} reference={reference} />
      </section>
      <Results photo={photo} face={face} reference={reference} />
    </div>
  )
}

function LabBar({ photo, face, reference }: BenchFace) {
  const { past, future, undo, redo, put } = useExperiment()
  return (
    <div className="bar">
      <FaceChoice photo={photo} face={face} />
      <span className="spacer" />
      <IconButton icon="undo" label="Undo" keys="Ctrl Z" disabled={past.length === 0} onClick={undo} />
      <IconButton icon="redo" label="Redo" keys="Ctrl Shift Z" disabled={future.length === 0} onClick={redo} />
      <button type="button" className="button" onClick={() => put(untouched)}>
        Reset <span className="lead-in desk-only">0</span>
      </button>
      <LabExportMenu photo={photo} face={face} reference={reference} />
    </div>
  )
}

function Results({ photo, face, reference }: BenchFace) {
  const [picked, setPicked] = useState<readonly Focus[]>([])
  const [crosshair, setCrosshair] = useState<{ readonly label: string; readonly variant: ScoredVariant } | null>(null)
  const second = useSecondFace(face.id)
  const grid = { photo, face, reference }
  const home: Focus | null = reference && {
    key: `${face.id} ${reference.procedure}`,
    photo,
    label: 'reference',
    variant: reference,
  }
  const byHand = useHandFocus(photo, face.id)
  const [left, right] = comparison(
    home,
    picked,
    crosshair && { key: `${face.id} ${crosshair.label}`, photo, ...crosshair },
    byHand,
  )
  return (
    <section className="lab-right scroll" aria-label="Results">
      <ProcedureGrid
        faces={second ? [grid, second] : [grid]}
        picked={picked}
        onPick={(one) => setPicked(pick(picked, one))}
      >
        <SecondFace photo={photo} face={face} />
        <OwnModels />
      </ProcedureGrid>
      <Sweeps {...grid} onCrosshair={setCrosshair} />
      <div className="lab-pair">
        <LabStability {...grid} />
        {left && right && <LabCompare left={left} right={right} />}
      </div>
      <div className="lab-pair">
        <SweepSummary {...grid} />
        <Detectors {...grid} />
      </div>
      <Explain photo={photo} face={face} />
    </section>
  )
}

/** The second face as the grid takes it. */
function useSecondFace(first: string): BenchFace | null {
  const second = useSecond(first)
  const chosen = useExperiment((state) => state.reference)
  return second && { ...second, reference: referenceBy(second.face, chosen) }
}

/** The crop as a hand has it, to compare with. */
function useHandFocus(photo: PhotoEntry, faceId: string): Focus | null {
  const { result } = useHandResult()
  if (result?.faceId !== faceId || isUntouched(result.hand)) return null
  return {
    key: `${faceId} ${toAddress({ hand: result.hand, reference: null, sort: 'registry' })}`,
    photo,
    label: 'by hand',
    variant: result.variant,
  }
}

/** The sweeps run once the face is measured, unless a person stopped them, and stop with the workspace. */
function useSweepsWhileOpen({ id, measured }: FaceEntry) {
  useEffect(() => {
    const state = useSweeps.getState()
    if (measured && !state.stopped.has(id) && sweepsDone(state, id) < sweepCrops) void runSweeps(id)
  }, [id, measured])
  useEffect(() => leaveSweeps, [])
  const exists = usePhotos((state) => id in state.faces)
  useEffect(() => {
    if (!exists) leaveSweeps()
  }, [exists])
}
