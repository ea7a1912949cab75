import { useEffect } from 'react'
import { followAddress } from '#stores/evidence/address.ts'
import type { View } from '#stores/evidence/choice.ts'
import { mendingOf } from '#stores/evidence/mending.ts'
import { loadReleased } from '#stores/evidence/released.ts'
import { loadResults, useResults } from '#stores/evidence/results.ts'
import { useView } from '#stores/evidence/view.ts'
import { useSettings } from '#stores/settings.ts'
import { useKeys } from '#ui/keys.ts'
import { EdcFigure } from './edc/edc-figure.tsx'
import { EvidenceExportMenu } from './evidence-export-menu.tsx'
import { evidenceKeys } from './evidence-keys.ts'
import { ChoiceBar } from './head/choice-bar.tsx'
import { findingOf } from './head/finding.ts'
import { FindingWords, StoryWords } from './head/words.tsx'
import { MendingFigure } from './mending/mending-figure.tsx'
import { MethodSection } from './method/method-section.tsx'
import { Robustness } from './robustness/robustness.tsx'
import { InNumbers } from './stability/in-numbers.tsx'
import { Steadiness } from './stability/steadiness.tsx'
import { PaucFigure } from './table/pauc-figure.tsx'
import './evidence.css'

/** What the evaluation found: what moves least and what that costs, the figures behind it, and how it was measured. */
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
  return (
    <div className="evidence scroll">
      <ChoiceBar view={view}>{view && <EvidenceExportMenu />}</ChoiceBar>
      <StoryWords state={state} view={view} />
      {view && <Figures view={view} />}
      <MethodSection view={view} protocol={view && findingOf(view).protocol} />
    </div>
  )
}

const Figures = ({ view }: { readonly view: View }) => (
  <>
    <Steadiness view={view} beside={mendingOf(view).length > 0 ? <MendingFigure view={view} /> : null} />
    <section className="evidence-section" aria-label="Error versus discard">
      <FindingWords view={view} />
      <div className="evidence-pair">
        <EdcFigure view={view} />
        <PaucFigure view={view} />
      </div>
    </section>
    <Robustness view={view}>
      <InNumbers view={view} />
    </Robustness>
  </>
)
