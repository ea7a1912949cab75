import { benchable } from '#stores/lab/bench.ts'
import { useExperiment } from '#stores/lab/experiment.ts'
import { limits, untouched } from '#stores/lab/hand.ts'
import { useExporting } from '#stores/photos/exporting.ts'
import { pickPhotos } from '#stores/photos/files.ts'
import { usePhotos } from '#stores/photos/photos.ts'
import type { KeyTable } from '#ui/keys.ts'
import { withMisalignment } from './hands/gestures.ts'
import { moveWhileHeld } from './hands/move-while-held.ts'

/** @param up  the keys that add; the others take away */
const by = (of: 'rotation' | 'scale', step: number, up: string) => (event: KeyboardEvent) => {
  const { hand } = useExperiment.getState()
  const direction = up.includes(event.key) ? 1 : -1
  moveWhileHeld(withMisalignment(hand, { [of]: hand.misalignment[of] + direction * step }), event)
}

/** Without jitter a seed changes nothing, so the first press brings some. */
const nextSeed = () => {
  const { hand, put } = useExperiment.getState()
  const { seed, jitter } = hand.misalignment
  put(withMisalignment(hand, jitter === 0 ? { jitter: 0.1 } : { seed: seed < limits.seed.max ? seed + 1 : 1 }))
}

const history = (step: 'undo' | 'redo') => (event: KeyboardEvent) => {
  event.preventDefault()
  useExperiment.getState()[step]()
}

const focusCompare = () => document.querySelector<HTMLElement>('.lab-compare [role="slider"]')?.focus()

const openExport = (event: KeyboardEvent) => {
  event.preventDefault()
  if (benchable(usePhotos.getState()).length > 0) useExporting.setState(true, true)
}

/** The keyboard table of the workspace. */
export const labKeys: KeyTable = {
  title: 'Lab',
  keys: [
    { press: ['o'], shown: ['O'], does: 'Add photos', run: () => void pickPhotos() },
    { press: [',', '.'], shown: [',', '.'], does: 'Turn by 1°', run: by('rotation', 1, '.') },
    { press: ['-', '=', 'Shift++', '+'], shown: ['-', '='], does: 'Scale by 0.01', run: by('scale', 0.01, '=+') },
    { press: ['0'], shown: ['0'], does: 'Reset', run: () => useExperiment.getState().put(untouched) },
    { press: ['s'], shown: ['S'], does: 'Next seed', run: nextSeed },
    { press: ['c'], shown: ['C'], does: 'Compare', run: focusCompare },
    { press: ['e'], shown: ['E'], does: 'Export', run: openExport },
    { press: ['$mod+z'], shown: ['Ctrl', 'Z'], does: 'Undo', run: history('undo') },
    { press: ['$mod+Shift+z', '$mod+y'], shown: ['Ctrl', 'Shift', 'Z'], does: 'Redo', run: history('redo') },
  ],
}
