import { chartSheet } from '#ui/charts/file/chart-sheet.ts'
import { type Origin, originLines, unfinishedWords } from './origin.ts'

/** The sweeps as they stand on the page, side by side in one SVG. */
export const sweepPicture = (origin: Origin): string =>
  chartSheet([...document.querySelectorAll<HTMLElement>('.sweeps figure')], {
    note: unfinishedWords(origin.sweeps ?? []),
    origin: originLines(origin),
    about: JSON.stringify(origin),
  })
