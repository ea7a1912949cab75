import { methodOfKind } from '#domain/evaluation/reading/look-up.ts'
import { choiceOf, nothingWanted, type View } from '#stores/evidence/choice.ts'
import { useReleased } from '#stores/evidence/released.ts'
import { type ResultsState, reloadResults } from '#stores/evidence/results.ts'
import { Icon } from '#ui/controls/icon.tsx'
import { findingOf } from './finding.ts'

/** The finding in one sentence, and below it how it was found; or why there is none. */
export function FindingWords({ state, view }: { readonly state: ResultsState; readonly view: View | null }) {
  const isComing = state.state === 'ready' && !view && choiceOf(state.index, nothingWanted) !== null
  if (state.state === 'loading' || isComing) return <p className="evidence-finding quiet">Loading the results.</p>
  if (state.state === 'failed')
    return (
      <div className="evidence-finding" role="alert">
        <p className="found">{state.error.message}</p>
        <p>{state.error.remedy}</p>
        <button type="button" className="button" onClick={reloadResults}>
          Try again
        </button>
      </div>
    )
  if (!view) return <p className="evidence-finding">The evaluation has no sets, crops or judges in it.</p>
  const { found, numbers, protocol } = findingOf(view)
  return (
    <div className="evidence-finding">
      <p className="found" aria-live="polite">
        {found}
      </p>
      {numbers && <p>{numbers}</p>}
      {protocol && <p className="quiet">{protocol}</p>}
      <OtherModels {...view} />
    </div>
  )
}

/** The results may be of models that were replaced since. */
function OtherModels({ results }: View) {
  const models = useReleased((state) => state.models)
  const others = (['student', 'baseline'] as const).flatMap((role) => {
    const evaluated = methodOfKind(results, role)?.sha256
    const runs = models?.find((model) => model.role === role)?.sha256
    return evaluated && runs && evaluated !== runs
      ? [`${role} ${evaluated.slice(0, 8)}, the page runs ${runs.slice(0, 8)}`]
      : []
  })
  return (
    others.length > 0 && (
      <p className="evidence-other" role="note">
        <Icon name="failed" /> These figures are of other models than those that this page runs: {others.join('; ')}.
      </p>
    )
  )
}
