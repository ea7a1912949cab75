import type { ReactNode } from 'react'
import { describeMisalignment, noMisalignment } from '#domain/alignment/misalignment.ts'
import { type ProcedureId, procedureOf } from '#domain/alignment/procedures.ts'
import { type BenchFace, variantOf } from '#stores/lab/bench.ts'
import { useExperiment } from '#stores/lab/experiment.ts'
import { isUntouched } from '#stores/lab/hand.ts'
import { useHandResult } from '#stores/lab/hand-result.ts'
import { useLabModels } from '#stores/lab/models.ts'
import { useSweeps } from '#stores/lab/sweeps.ts'
import type { PhotoEntry } from '#stores/photos/photos.ts'
import { Detectors } from './detectors.tsx'
import { Explain } from './explain.tsx'
import { comparison, type Focus } from './focus.ts'
import { LabCompare } from './lab-compare.tsx'
import { LabStability } from './lab-stability.tsx'
import { ProcedureGrid } from './procedure-grid.tsx'
import { SweepSummary } from './sweep-summary.tsx'
import { Sweeps } from './sweeps.tsx'
import { sweptCrop } from './swept-crop.ts'

export interface ResultsProps {
  readonly first: BenchFace
  readonly second: BenchFace | null
}

/** What alignment does to the scores of the face on the bench, and of a second one in the same grid. */
export function Results({ first, second, children }: ResultsProps & { readonly children: ReactNode }) {
  const { photo, face, reference } = first
  const picked = useExperiment((state) => state.picked)
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
  const [left, right] = comparison(home, shown, useSweptFocus(photo, face.id), byHand)
  return (
    <section className="lab-right scroll" aria-label="Results">
      <ProcedureGrid
        faces={second ? [first, second] : [first]}
        picked={picked}
        onPick={(one) => useExperiment.getState().pick(one)}
      >
        {children}
      </ProcedureGrid>
      <Sweeps face={face} />
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

/** The crop under a sweep's crosshair. */
function useSweptFocus(photo: PhotoEntry, faceId: string): Focus | null {
  const [model] = useLabModels()
  const crosshair = useExperiment((state) => state.crosshair)
  const scores = useSweeps((state) => state.scores[faceId])
  const crop = crosshair && sweptCrop(crosshair, scores, model?.id)
  if (!crop) return null
  return { key: `${faceId} ${describeMisalignment(crop.variant.misalignment ?? noMisalignment)}`, photo, ...crop }
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
