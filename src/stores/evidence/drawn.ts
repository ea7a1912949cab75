import { type ModelRole, modelLabel } from '#domain/quality/manifest.ts'
import type { View } from './choice.ts'

/** A method as the figures draw it. */
export interface DrawnMethod {
  readonly id: string
  readonly label: string
  readonly kind: ModelRole | 'other'
  readonly sha256: string | null
}

/** The methods that the figures draw: student and baseline, then what was asked for besides. */
export function drawnMethods({ results: { methods }, choice: { also } }: View): readonly DrawnMethod[] {
  const released = (['student', 'baseline'] as const).flatMap((role): DrawnMethod[] => {
    const method = methods.find(({ kind }) => kind === role)
    return method ? [{ id: method.id, label: modelLabel[role], kind: role, sha256: method.sha256 }] : []
  })
  const others = also.flatMap((id): DrawnMethod[] => {
    const method = methods.find((one) => one.id === id)
    return method ? [{ id, label: method.label, kind: 'other', sha256: method.sha256 }] : []
  })
  return [...released, ...others]
}
