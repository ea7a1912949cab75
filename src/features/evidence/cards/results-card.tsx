import type { EvaluationResults } from '#domain/evaluation/results.ts'
import { judgeGroups } from '#stores/evidence/origin.ts'
import { FactList } from '#ui/fact-list.tsx'
import { count, plural } from '#ui/format.ts'

/** Where the figures come from: command, date, and the hash of every file that took part. */
export function ResultsCard({ results }: { readonly results: EvaluationResults }) {
  const { app, created, command, replicates, sets, judges, methods } = results
  return (
    <section className="evidence-section evidence-results" aria-label="This evaluation">
      <header>
        <h2>This evaluation</h2>
        <span className="quiet">
          {app.name} {app.version}, {created.slice(0, 10)}, {plural(replicates, 'bootstrap round')}
        </span>
      </header>
      <FactList
        className="evidence-facts"
        facts={[
          ['Command', <code key="command">{command}</code>],
          ...sets.map(({ label, describe, images, persons, genuine, impostor, missing }): [string, string] => [
            label,
            `${describe} ${plural(images, 'image')} of ${plural(persons, 'person')}; ${count(genuine)} genuine and ${count(impostor)} impostor comparisons${missing > 0 ? `; ${count(missing)} images are missing` : ''}.`,
          ]),
          ...judges.map(({ label, group, sha256 }): [string, string] => [
            `Judge ${label}`,
            `${judgeGroups[group].words} · sha256 ${sha256}`,
          ]),
          ...methods.map(({ label, sha256 }): [string, string] => [
            label,
            sha256 ? `sha256 ${sha256}` : 'needs no file',
          ]),
        ]}
      />
    </section>
  )
}
