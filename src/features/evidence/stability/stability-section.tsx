import type { View } from '#stores/evidence/choice.ts'
import { count } from '#ui/format.ts'
import { BySize } from './by-size.tsx'
import { InNumbers } from './in-numbers.tsx'
import { Spread } from './spread.tsx'
import { steadyOf } from './steady.ts'

interface Props {
  readonly view: View | null
  readonly empty: string
}

/** How far scores move over alignments of one face: over P24, by the face's size, and over all procedures. */
export function StabilitySection({ view, empty }: Props) {
  const steady = view ? steadyOf(view) : []
  const set = view?.results.sets.find(({ id }) => id === view.choice.question.set)
  const faces = steady[0]?.faces
  return (
    <section className="evidence-section" aria-label="Stability">
      <header>
        <h2>Stability</h2>
        <span className="quiet">
          points of the 0–100 scale{faces === undefined ? '' : `, ${count(faces)} faces of ${set?.label}`}; lower is
          steadier
        </span>
      </header>
      <div className="evidence-thirds">
        <Spread steady={steady} view={view} empty={empty} />
        <BySize steady={steady} view={view} empty={empty} />
        <InNumbers steady={steady} view={view} />
      </div>
    </section>
  )
}
