import { useResults } from '#stores/evidence/results.ts'
import { useExporting } from '#stores/photos/exporting.ts'
import type { KeyTable } from '#ui/keys.ts'

const openExport = (event: KeyboardEvent) => {
  event.preventDefault()
  if (useResults.getState().state !== 'ready') return
  // The menu opens at its button, which may be scrolled away.
  document.querySelector('.evidence-bar')?.scrollIntoView({ block: 'nearest' })
  useExporting.setState(true, true)
}

/** The keyboard table of the workspace. */
export const evidenceKeys: KeyTable = {
  title: 'Evidence',
  keys: [{ press: ['e'], shown: ['E'], does: 'Export', run: openExport }],
}
