import { type ModelEntry, modelLabel } from '#domain/quality/manifest.ts'
import { useEngine } from '#stores/engine.ts'
import { useReleased } from '#stores/evidence/released.ts'
import { addressWith } from '#stores/page-address.ts'
import { FactList } from '#ui/fact-list.tsx'
import { fixed, megabytes } from '#ui/format.ts'
import { ModelKey } from '#ui/mark/model-key.tsx'
import { GroupTable } from './group-table.tsx'
import { sharedWords } from './shared-words.ts'

type Fact = readonly [name: string, words: string]

/** What each model of this page is and what it is for; what they have in common stands once. */
export function ModelCards() {
  const { models, error } = useReleased()
  if (error)
    return (
      <p className="quiet" role="alert">
        {error.message} {error.remedy}
      </p>
    )
  if (!models) return null
  const facts = factsOf.map(([name, wordsOf]) => [name, sharedWords(models.map(wordsOf))] as const)
  const known = (name: string, words: string): readonly Fact[] => (words ? [[name, words]] : [])
  return (
    <>
      <FactList className="evidence-facts" facts={facts.flatMap(([name, { shared }]) => known(name, shared))} />
      <div className="evidence-cards">
        {models.map((model, i) => (
          <ModelCard key={model.id} {...model} own={facts.flatMap(([name, { own }]) => known(name, own[i]!))} />
        ))}
      </div>
    </>
  )
}

const factsOf: readonly (readonly [name: string, wordsOf: (model: ModelEntry) => string])[] = [
  ['Data', ({ card }) => card.data],
  [
    'Input',
    ({ input: { size, order, range } }) =>
      `${size} × ${size} ${order.toUpperCase()}, ${range.join('–')}, five-point template`,
  ],
  ['Labels', ({ card }) => card.labels],
  ['Intended use', ({ card }) => card.intended_use],
  ['Limits', ({ card }) => card.limits],
  ['Known failures', ({ card }) => card.known_failures],
  ['Licence', ({ card }) => card.licence],
]

function ModelCard({
  id,
  role,
  params,
  macs,
  file,
  bytes,
  sha256,
  card,
  own,
}: ModelEntry & { readonly own: readonly Fact[] }) {
  const label = `${id}, the ${modelLabel[role].toLowerCase()}`
  return (
    <article className="evidence-card" aria-label={label}>
      <h3>
        <ModelKey model={role} label={label} />
      </h3>
      {role === 'student' && <OpenWith id={id} />}
      <FactList
        className="evidence-facts"
        facts={[
          ...own,
          ['Network', `${fixed(params / 1e6, 2)} M parameters, ${fixed(macs / 1e9, 2)} GMAC`],
          ['File', `${file} · ${megabytes(bytes)} MB · sha256 ${sha256}`],
        ]}
      />
      {card.groups?.map((groups) => (
        <GroupTable key={groups.label} {...groups} />
      ))}
      <details>
        <summary>{card.figures.length} figures, each with its command</summary>
        <dl className="evidence-figures">
          {card.figures.map(({ name, value, command }) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd>
                {value} <code>{command}</code>
              </dd>
            </div>
          ))}
        </dl>
      </details>
    </article>
  )
}

/** A way to the same page with another student; this one, and what is open in it, stays as it is. */
function OpenWith({ id }: { readonly id: string }) {
  const models = useEngine(({ info }) => info?.models)
  if (!models) return null
  if (models.some((model) => model.id === id)) return <p>Scores your photos.</p>
  return (
    <p>
      <a className="link" href={addressWith(id, window.location.href)} target="_blank" rel="noreferrer">
        Score with {id} in another tab
      </a>
    </p>
  )
}
