import { openInLab } from '#stores/lab/open-in-lab.ts'
import { useExporting } from '#stores/photos/exporting.ts'
import { pickPhotos } from '#stores/photos/files.ts'
import { removeSelected, step, undo } from '#stores/photos/list-actions.ts'
import { useSelection } from '#stores/photos/selection.ts'
import { useSettings } from '#stores/settings.ts'
import { useThreshold } from '#stores/threshold.ts'
import type { KeyTable } from '#ui/keys.ts'

const moveThreshold = (by: number) => (event: KeyboardEvent) => {
  const { score, setScore } = useThreshold.getState()
  setScore(event.code === 'BracketLeft' ? score - by : score + by)
}

const switchView = () => {
  const { view, setView } = useSettings.getState()
  setView(view === 'list' ? 'grid' : 'list')
}

/** Enter on a button presses that button; elsewhere it opens the selected face. */
const openSelected = (event: KeyboardEvent) => {
  const { id, open } = useSelection.getState()
  const onControl = event.target instanceof Element && event.target.closest('button, a, summary, [role="application"]')
  if (id && !onControl) open(id)
}

/** Backspace takes points back while a person sets them. */
const removing = ({ key }: KeyboardEvent) => {
  if (key === 'Delete' || !useSelection.getState().marking) removeSelected()
}

/** The keyboard table of the workspace. */
export const photosKeys: KeyTable = {
  title: 'Photos',
  keys: [
    { press: ['o'], shown: ['O'], does: 'Add photos', run: () => void pickPhotos() },
    { press: ['j', 'ArrowDown', 'ArrowRight'], shown: ['J', '↓'], does: 'Next face', run: stepping(1) },
    { press: ['k', 'ArrowUp', 'ArrowLeft'], shown: ['K', '↑'], does: 'Previous face', run: stepping(-1) },
    { press: ['Enter'], shown: ['Enter'], does: 'Show the detail', run: openSelected },
    { press: ['Escape'], shown: ['Esc'], does: 'Close the detail', run: () => useSelection.getState().close() },
    { press: ['BracketLeft', 'BracketRight'], shown: ['[', ']'], does: 'Threshold by 1', run: moveThreshold(1) },
    {
      press: ['Shift+BracketLeft', 'Shift+BracketRight'],
      shown: ['Shift', '[', ']'],
      does: 'Threshold by 10',
      run: moveThreshold(10),
    },
    { press: ['l'], shown: ['L'], does: 'Open in the Lab', run: openInLab },
    { press: ['g'], shown: ['G'], does: 'List or grid', run: switchView },
    { press: ['e'], shown: ['E'], does: 'Export', run: taking(() => useExporting.setState(true, true)) },
    { press: ['Delete', 'Backspace'], shown: ['Del'], does: 'Remove', run: removing },
    { press: ['$mod+z'], shown: ['Ctrl', 'Z'], does: 'Undo the last removal', run: taking(undo) },
  ],
}

/** To another face, but for the arrows that scroll the strip sideways. */
function stepping(by: 1 | -1) {
  const take = taking(() => step(by))
  return (event: KeyboardEvent) => {
    const scrolls = event.target instanceof Element && event.target.closest('.strip') && /Left|Right/.test(event.key)
    if (!scrolls) take(event)
  }
}

/** The key is the page's: no scrolling, no browser shortcut. */
function taking(run: () => void) {
  return (event: KeyboardEvent) => {
    event.preventDefault()
    run()
  }
}
