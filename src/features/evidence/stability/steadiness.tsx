import type { ReactNode } from 'react'
import type { View } from '#stores/evidence/choice.ts'
import { BySize } from './by-size.tsx'
import { Spread } from './spread.tsx'
import { steadyOf } from './steady.ts'

interface Props {
  readonly view: View
  /** Stands beside the spread; null where there is nothing to show. */
  readonly beside: ReactNode
}

/** The first picture: how far scores move over alignments of one face, and beside it `beside`, or the spread by size. */
export function Steadiness({ view, beside }: Props) {
  const steady = steadyOf(view)
  if (steady.length === 0) return beside
  const isKnownBySize = steady.some(({ by_size }) => by_size.filter(({ spread }) => spread !== null).length > 1)
  return (
    <section className="evidence-pair" aria-label="Stability">
      <Spread steady={steady} view={view} />
      {beside ?? (isKnownBySize && <BySize steady={steady} view={view} />)}
    </section>
  )
}
