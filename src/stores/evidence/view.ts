import { useEffect, useState } from 'react'
import type { EvaluationResults } from '#domain/evaluation/results.ts'
import { choiceOf, useWanted, type View } from './choice.ts'
import { resultsFor, useResults } from './results.ts'

interface Loaded {
  readonly results: EvaluationResults
  readonly set: string
  readonly judge: string
}

/** What the page draws; while the figures of another set or judge come, those that were there stay. */
export function useView(): View | null {
  const state = useResults()
  const wanted = useWanted()
  const [loaded, setLoaded] = useState<Loaded | null>(null)
  const index = state.state === 'ready' ? state.index : null
  const asked = index && choiceOf(index, wanted)?.question
  const [set, judge] = [asked?.set, asked?.judge]
  useEffect(() => {
    if (!index || set === undefined || judge === undefined) return setLoaded(null)
    let isAsked = true
    void resultsFor(index, { set, judge }).then((results) => {
      if (isAsked) setLoaded(results && { results, set, judge })
    })
    return () => {
      isAsked = false
    }
  }, [index, set, judge])
  if (!loaded) return null
  const choice = choiceOf(loaded.results, { ...wanted, set: loaded.set, judge: loaded.judge })
  return choice && { results: loaded.results, choice }
}
