import { useEffect, useState } from 'react'
import { describeMisalignment, noMisalignment } from '#domain/alignment/misalignment.ts'
import { type ProcedureId, procedureOf } from '#domain/alignment/procedures.ts'
import { followAddress } from '#stores/lab/address.ts'
import { type Benched, type BenchFace, referenceBy, useBench, useSecond, variantOf } from '#stores/lab/bench.ts'
import { useExperiment } from '#stores/lab/experiment.ts'
import { isUntouched, untouched } from '#stores/lab/hand.ts'
import { followHand, useHandResult } from '#stores/lab/hand-result.ts'
import { useOwnModels } from '#stores/lab/own-models.ts'
import { useWithOwnScores } from '#stores/lab/own-scores.ts'
import { hasSweepsLeft, leaveSweeps, runSweeps, useSweeps } from '#stores/lab/sweeps.ts'
import type { FaceEntry, PhotoEntry } from '#stores/photos/photos.ts'
import { useSettings } from '#stores/settings.ts'
import { IconButton } from '#ui/controls/icon-button.tsx'
import { useKeys } from '#ui/keys.ts'
import { LabExportMenu } from './export/lab-export-menu.tsx'
import { Awaited } from './faces/awaited.tsx'
import { FaceChoice, SecondFace } from './faces/face-choice.tsx'
import { HandControls } from './hands/hand-controls.tsx'
import { HandNow } from './hands/hand-now.tsx'
import { LabStage } from './hands/lab-stage.tsx'
import { LabEmpty } from './lab-empty.tsx'
import { LabFailures } from './lab-failures.tsx'
import { labKeys } from './lab-keys.ts'
import { OwnModels } from './own/own-models.tsx'
import { Detectors } from './results/detectors.tsx'
import { Explain } from './results/explain.tsx'
import { comparison, type Focus } from './results/focus.ts'
import { LabCompare } from './results/lab-compare.tsx'
import { LabStability } from './results/lab-stability.tsx'
import { ProcedureGrid } from './results/procedure-grid.tsx'
import { SweepSummary } from './results/sweep-summary.tsx'
import { type SweepCrosshair, Sweeps } from './results/sweeps.tsx'
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
  const first = { photo, face, reference: referenceBy(face, chosen) }
  const second = useSecondFace(face.id)
  useEffect(() => followHand(face.id), [face.id])
  useSweepsWhileOpen(face)
  return (
    <div className="lab">
      <section className="lab-left" aria-label="Face and alignment">
        <LabBar first={first} second={second} />
        <LabStage photo={photo} face={face} />
        <HandControls />
        <HandNow {...first} />
      </section>
      <Results first={first} second={second} />
    </div>
  )
}

interface Faces {
  readonly first: BenchFace
  readonly second: BenchFace | null
}

function LabBar({ first, second }: Faces) {
  const canUndo = useExperiment(({ past, hand, settled }) => past.length > 0 || hand !== settled)
  const canRedo = useExperiment(({ future }) => future.length > 0)
  const { undo, redo, put } = useExperiment.getState()
  return (
    <div className="bar">
      <FaceChoice {...first} />
      <span className="spacer" />
      <IconButton icon="undo" label="Undo" keys="Ctrl Z" disabled={!canUndo} onClick={undo} />
      <IconButton icon="redo" label="Redo" keys="Ctrl Shift Z" disabled={!canRedo} onClick={redo} />
      <button type="button" className="button" onClick={() => put(untouched)}>
        Reset <span className="lead-in desk-only">0</span>
      </button>
      <LabExportMenu faces={second ? [first, second] : [first]} />
    </div>
  )
}

function Results({ first, second }: Faces) {
  const { photo, face, reference } = first
  const picked = useExperiment((state) => state.picked)
  const [crosshair, setCrosshair] = useState<SweepCrosshair | null>(null)
  const home: Focus | null = reference && {
    key: `${face.id} ${reference.procedure}`,
    photo,
    label: 'reference',
    variant: reference,
  }
  const byHand = useHandFocus(photo, face.id)
  const shown = picked.flatMap(
    ({ of, procedure }) =>
      (of === 'first' ? focusOf(first, procedure) : focusOf(second, procedure, ', 2nd face')) ?? [],
  )
  const [left, right] = comparison(
    home,
    shown,
    crosshair?.variant
      ? {
          key: `${face.id} ${describeMisalignment(crosshair.variant.misalignment ?? noMisalignment)}`,
          photo,
          label: crosshair.label,
          variant: crosshair.variant,
        }
      : null,
    byHand,
  )
  return (
    <section className="lab-right scroll" aria-label="Results">
      <Awaited />
      <ProcedureGrid
        faces={second ? [first, second] : [first]}
        picked={picked}
        onPick={(one) => {
          setCrosshair(null)
          useExperiment.getState().pick(one)
        }}
      >
        <SecondFace face={face} />
        <OwnModels />
        <LabFailures photoId={photo.id} />
      </ProcedureGrid>
      <Sweeps face={face} crosshair={crosshair} onCrosshair={setCrosshair} />
      <div className="lab-pair">
        <LabStability {...first} />
        {left && right && <LabCompare left={left} right={right} />}
      </div>
      <div className="lab-pair">
        <SweepSummary face={face} />
        <Detectors {...first} />
      </div>
      <Explain photo={photo} face={face} />
    </section>
  )
}

/** The second face as the grid takes it. */
function useSecondFace(first: string): BenchFace | null {
  const second = useSecond(first)
  const face = useWithOwnScores(second?.face ?? null)
  const chosen = useExperiment((state) => state.reference)
  return second && face && { photo: second.photo, face, reference: referenceBy(face, chosen) }
}

/** What a procedure makes of a face, to compare; null as long as there is no score of it. */
function focusOf(grid: BenchFace | null, procedure: ProcedureId, whose = ''): Focus | null {
  const variant = grid && variantOf(grid.face, procedure)
  if (!variant || !('scores' in variant)) return null
  return {
    key: `${grid.face.id} ${procedure}`,
    photo: grid.photo,
    label: `${procedureOf(procedure).label}${whose}`,
    variant,
  }
}

/** The crop as a hand has it, to compare with. */
function useHandFocus(photo: PhotoEntry, faceId: string): Focus | null {
  const { result } = useHandResult()
  if (result?.faceId !== faceId || isUntouched(result.hand)) return null
  return {
    key: `${faceId} ${JSON.stringify(result.hand)}`,
    photo,
    label: 'by hand',
    variant: result.variant,
    crop: result.crop,
  }
}

/** The sweeps run once the face is measured, unless a person stopped them, and stop with the workspace. */
function useSweepsWhileOpen({ id, measured }: FaceEntry) {
  const models = useOwnModels((state) => state.models)
  useEffect(() => {
    const isStopped = useSweeps.getState().stopped.has(id)
    // Another model on the bench leaves its own scores to make.
    if (measured && !isStopped && hasSweepsLeft(id, models)) void runSweeps(id)
  }, [id, measured, models])
  useEffect(() => leaveSweeps, [])
}
