import { useMemo } from 'react'
import { type ModelRole, modelLabel } from '#domain/quality/manifest.ts'
import type { EngineInfo, OwnModel } from '#engine/protocol.ts'
import { modelOf, useEngine } from '../engine.ts'
import { useOwnModels } from './own-models.ts'

/** A model as the Lab shows it; its kind decides the form that stands for it. */
export interface LabModel {
  readonly id: string
  readonly kind: ModelRole | 'own'
  readonly label: string
}

const roles: readonly ModelRole[] = ['student', 'baseline']

/** The models on the bench: student, baseline, and then a person's own. */
export function labModels(info: EngineInfo | null, own: readonly OwnModel[]): readonly LabModel[] {
  const ours = roles.flatMap((role) => {
    const model = modelOf(info, role)
    return model ? [{ id: model.id, kind: role, label: modelLabel[role] }] : []
  })
  return [...ours, ...own.map(({ id, name }) => ({ id, kind: 'own' as const, label: name }))]
}

export function useLabModels(): readonly LabModel[] {
  const info = useEngine((state) => state.info)
  const own = useOwnModels((state) => state.models)
  return useMemo(() => labModels(info, own), [info, own])
}
