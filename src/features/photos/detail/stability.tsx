import { useMemo } from 'react'
import { describeMisalignment, type Misalignment } from '#domain/alignment/misalignment.ts'
import type { EngineInfo } from '#engine/protocol.ts'
import { modelOf, useEngine } from '#stores/engine.ts'
import type { FaceEntry } from '#stores/photos/photos.ts'
import { misalignedCrops } from '#stores/photos/scores.ts'
import { DotPlot } from '#ui/charts/dots/dot-plot.tsx'
import type { DotRow } from '#ui/charts/dots/placed-dots.ts'

/** The rows of the plot, and which crops of P24 belong to each. */
const groups: readonly { readonly label: string; readonly holds: (m: Misalignment) => boolean }[] = [
  { label: 'jitter 10%', holds: ({ jitter }) => jitter === 0.1 },
  { label: 'jitter 20%', holds: ({ jitter }) => jitter === 0.2 },
  { label: 'rotation ±15°', holds: ({ rotation }) => rotation !== 0 },
  { label: 'scale 0.85, 1.15', holds: ({ scale }) => scale !== 1 },
  { label: 'shift ±8%', holds: ({ shiftX, shiftY }) => shiftX !== 0 || shiftY !== 0 },
]

/** How far each of the 24 misaligned crops moves the score. */
export function Stability({ face }: { readonly face: FaceEntry }) {
  const info = useEngine((state) => state.info)
  const rows = useMemo(() => dotRows(face, info), [face, info])
  return (
    <DotPlot
      title="Stability, 24 crops"
      subtitle="change of score, points of the scale"
      spoken="Change of score over the 24 crops of P24."
      rows={rows}
    />
  )
}

function dotRows(face: FaceEntry, info: EngineInfo | null): readonly DotRow[] {
  const student = modelOf(info, 'student')?.id
  const baseline = modelOf(info, 'baseline')?.id
  const change = (scores: ScoredCrop['scores'], id: string | undefined): number | null => {
    const from = id && face.reference?.scores[id]
    const to = id && scores[id]
    return from && to ? to.score - from.score : null
  }
  const dots = misalignedCrops(face).flatMap(({ misalignment, scores }) => {
    const moved = change(scores, student)
    return misalignment && moved !== null ? [{ misalignment, student: moved, baseline: change(scores, baseline) }] : []
  })
  return groups.map(({ label, holds }) => ({
    label,
    dots: dots
      .filter(({ misalignment }) => holds(misalignment))
      .map(({ misalignment, ...values }) => ({ label: describeMisalignment(misalignment), ...values })),
  }))
}

type ScoredCrop = ReturnType<typeof misalignedCrops>[number]
