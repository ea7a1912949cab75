import type { ReactNode } from 'react'
import type { MethodKind } from '#domain/evaluation/results.ts'
import type { View } from '#stores/evidence/choice.ts'
import { judgeGroups } from '#stores/evidence/origin.ts'
import { FactList } from '#ui/fact-list.tsx'
import { count, plural } from '#ui/format.ts'
import { ModelCards } from './model-cards.tsx'

interface Props {
  readonly view: View | null
  /** How the figures on the page were measured. */
  readonly protocol: string | null
}

/** How all of it was measured, by whom it was judged, and the models that it is about. */
export function MethodSection({ view, protocol }: Props) {
  return (
    <section className="evidence-section evidence-method" aria-label="Method">
      <header>
        <h2>Method</h2>
      </header>
      {protocol && <p className="quiet">{protocol}</p>}
      <div>
        {view && <Measured {...view} />}
        <Part title="Models and their cards">
          <ModelCards />
        </Part>
      </div>
    </section>
  )
}

const kinds: Readonly<Record<MethodKind, string>> = {
  student: 'trained on misaligned crops (AI-KD)',
  baseline: 'trained on properly aligned crops alone',
  quality: 'a quality model of others',
  length: 'the length of a recogniser’s embedding',
  measure: 'a plain measure',
  scores: 'scores from a file',
}

function Measured({ results: { app, created, command, replicates, sets, judges, methods } }: View) {
  const hash = (sha256: string | null) => (sha256 ? <code>sha256 {sha256}</code> : null)
  return (
    <>
      <Part title={plural(judges.length, 'judge')}>
        <Facts
          of={judges.map(({ label, group, sha256 }) => [
            label,
            <>
              {judgeGroups[group].words} {hash(sha256)}
            </>,
          ])}
        />
      </Part>
      <Part title={plural(methods.length, 'method')}>
        <Facts
          of={methods.map(({ label, kind, sha256 }) => [
            label,
            <>
              {kinds[kind]} {hash(sha256)}
            </>,
          ])}
        />
      </Part>
      <Part title={plural(sets.length, 'set')}>
        <Facts
          of={sets.map(({ label, describe, images, persons, genuine, impostor, missing }) => [
            label,
            `${describe} ${plural(images, 'image')} of ${plural(persons, 'person')}; ${count(genuine)} genuine and ${count(impostor)} impostor comparisons${missing > 0 ? `; ${count(missing)} images are missing` : ''}.`,
          ])}
        />
      </Part>
      <Part title="This evaluation">
        <Facts
          of={[
            [
              'Made by',
              `${app.name} ${app.version}, ${created.slice(0, 10)}, ${plural(replicates, 'bootstrap replicate')}`,
            ],
            ['Command', <code key="command">{command}</code>],
          ]}
        />
      </Part>
    </>
  )
}

const Facts = ({ of }: { readonly of: readonly (readonly [name: string, value: ReactNode])[] }) => (
  <FactList className="evidence-facts" facts={of} />
)

const Part = ({ title, children }: { readonly title: string; readonly children: ReactNode }) => (
  <details className="evidence-part">
    <summary>{title}</summary>
    {children}
  </details>
)
