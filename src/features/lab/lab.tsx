import { useEffect } from 'react'
import { followAddress } from '#stores/lab/address.ts'
import { type Benched, type BenchFace, referenceBy, useBench, useSecond } from '#stores/lab/bench.ts'
import { useExperiment } from '#stores/lab/experiment.ts'
import { untouched } from '#stores/lab/hand.ts'
import { followHand } from '#stores/lab/hand-result.ts'
import { useOwnModels } from '#stores/lab/own-models.ts'
import { useWithOwnScores } from '#stores/lab/own-scores.ts'
import { hasSweepsLeft, leaveSweeps, runSweeps, useSweeps } from '#stores/lab/sweeps.ts'
import type { FaceEntry } from '#stores/photos/photos.ts'
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
import { Results, type ResultsProps } from './results/results.tsx'
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
      <Results first={first} second={second}>
        <SecondFace face={face} />
        <OwnModels />
        <LabFailures photoId={photo.id} />
        <Awaited />
      </Results>
    </div>
  )
}

function LabBar({ first, second }: ResultsProps) {
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

/** The second face as the grid takes it. */
function useSecondFace(first: string): BenchFace | null {
  const second = useSecond(first)
  const face = useWithOwnScores(second?.face ?? null)
  const chosen = useExperiment((state) => state.reference)
  return second && face && { photo: second.photo, face, reference: referenceBy(face, chosen) }
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
