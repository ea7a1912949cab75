import { methodOfKind } from '#domain/evaluation/reading/look-up.ts'
import { choiceOf, nothingWanted, type View } from '#stores/evidence/choice.ts'
import { useReleased } from '#stores/evidence/released.ts'
import { type ResultsState, reloadResults } from '#stores/evidence/results.ts'
import { Icon } from '#ui/controls/icon.tsx'
import { findingOf } from './finding.ts'
import { storyOf } from './story.ts'

/** What the page says first: the story, or why there is none. */
export function StoryWords({ state, view }: { readonly state: ResultsState; readonly view: View | null }) {
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
  const story = storyOf(view)
  return (
    <div className="evidence-finding">
      {story && (
        <p className="found" aria-live="polite">
          {story.found}
        </p>
      )}
      {story?.numbers && <p className="quiet">{story.numbers}</p>}
      <OtherModels {...view} />
    </div>
  )
}

/** The finding about the chosen crops in one sentence, and below it by how much. */
export function FindingWords({ view }: { readonly view: View }) {
  const { found, numbers } = findingOf(view)
  return (
    <div className="evidence-finding">
      <p className="found" aria-live="polite">
        {found}
      </p>
      {numbers && <p className="quiet">{numbers}</p>}
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
