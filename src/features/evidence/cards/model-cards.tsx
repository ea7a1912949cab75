import { type ModelEntry, modelLabel } from '#domain/quality/manifest.ts'
import { useEngine } from '#stores/engine.ts'
import { useReleased } from '#stores/evidence/released.ts'
import { addressWith } from '#stores/page-address.ts'
import { FactList } from '#ui/fact-list.tsx'
import { fixed, megabytes } from '#ui/format.ts'
import { ModelKey } from '#ui/mark/model-key.tsx'
import { GroupTable } from './group-table.tsx'

/** What each model of this page is, what it is for, and every figure with the command that printed it. */
export function ModelCards() {
  const { models, error } = useReleased()
  if (error)
    return (
      <p className="quiet" role="alert">
        {error.message} {error.remedy}
      </p>
    )
  return (
    <section className="evidence-cards" aria-label="Models">
      {models?.map((model) => (
        <ModelCard key={model.id} {...model} />
      ))}
    </section>
  )
}

function ModelCard({ id, role, params, macs, input, file, bytes, sha256, card }: ModelEntry) {
  const label = `${id}, the ${modelLabel[role].toLowerCase()}`
  return (
    <article className="evidence-card" aria-label={label}>
      <h2>
        <ModelKey model={role} label={label} />
      </h2>
      {role === 'student' && <OpenWith id={id} />}
      <p className="quiet">{card.data}</p>
      <FactList
        className="evidence-facts"
        facts={[
          ['Network', `${fixed(params / 1e6, 2)} M parameters, ${fixed(macs / 1e9, 2)} GMAC`],
          [
            'Input',
            `${input.size} × ${input.size} ${input.order.toUpperCase()}, ${input.range.join('–')}, five-point template`,
          ],
          ['Labels', card.labels],
          ['Intended use', card.intended_use],
          ['Limits', card.limits],
          ['Known failures', card.known_failures],
          ['Licence', card.licence],
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
  if (models.some((model) => model.id === id)) return <p>Scores on this page.</p>
  return (
    <p>
      <a className="link" href={addressWith(id, window.location.href)} target="_blank" rel="noreferrer">
        Score with {id} in another tab
      </a>
    </p>
  )
}
