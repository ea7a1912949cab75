import { useEffect } from 'react'
import { followAddress } from '#stores/evidence/address.ts'
import { loadReleased } from '#stores/evidence/released.ts'
import { loadResults, useResults } from '#stores/evidence/results.ts'
import { useView } from '#stores/evidence/view.ts'
import { useSettings } from '#stores/settings.ts'
import { useKeys } from '#ui/keys.ts'
import { ModelCards } from './cards/model-cards.tsx'
import { ResultsCard } from './cards/results-card.tsx'
import { EdcFigure } from './edc/edc-figure.tsx'
import { EvidenceExportMenu } from './evidence-export-menu.tsx'
import { evidenceKeys } from './evidence-keys.ts'
import { ChoiceBar } from './head/choice-bar.tsx'
import { FindingWords } from './head/finding-words.tsx'
import { Robustness } from './robustness/robustness.tsx'
import { StabilitySection } from './stability/stability-section.tsx'
import { PaucFigure } from './table/pauc-figure.tsx'
import './evidence.css'

/** What the evaluation found: a sentence, the figures behind it, and the models that it is about. */
export function Evidence() {
  const state = useResults()
  const view = useView()
  const letterKeys = useSettings((settings) => settings.letterKeys)
  useKeys(evidenceKeys.keys, letterKeys)
  useEffect(followAddress, [])
  useEffect(() => {
    void loadResults()
    void loadReleased()
  }, [])
  // While results come, the axes hold their place and say nothing.
  const empty = state.state === 'loading' ? '' : 'Not evaluated.'
  return (
    <div className="evidence scroll">
      <ChoiceBar view={view}>{view && <EvidenceExportMenu />}</ChoiceBar>
      <FindingWords state={state} view={view} />
      <div className="evidence-pair">
        <EdcFigure view={view} empty={empty} />
        <PaucFigure view={view} empty={empty} />
      </div>
      <Robustness view={view} empty={empty} />
      <StabilitySection view={view} empty={empty} />
      <ModelCards />
      {view && <ResultsCard results={view.results} />}
    </div>
  )
}
