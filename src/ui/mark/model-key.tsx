import type { CSSProperties } from 'react'
import { type ModelRole, modelLabel } from '#domain/quality/manifest.ts'
import './mark.css'

/** A released model, or one of a person's own. */
export type ModelKind = ModelRole | 'own'

interface KeyProps {
  readonly model: ModelKind
  /** A person's own model has a name of its own. */
  readonly label?: string
}

/** A model's name with the form that stands for it, so that colour is never alone. */
export function ModelKey({ model, label = model === 'own' ? 'Own' : modelLabel[model] }: KeyProps) {
  return (
    <span className={`model-key ${model}`}>
      <i />
      {label}
    </span>
  )
}

interface LaneProps {
  readonly model: ModelKind
  readonly value: number
  readonly reference: number
}

/** How far one crop's score lies from the reference crop's, as a bar on the score axis. */
export function ChangeLane({ model, value, reference }: LaneProps) {
  return (
    <span
      className={`change-lane ${model}`}
      style={{ '--v': value, '--r': reference } as CSSProperties}
      aria-hidden="true"
    >
      <span className="lane-bar" />
      <span className="lane-end" />
    </span>
  )
}
