import type { CsvRow } from '#domain/quality/record.ts'
import type { View } from '#stores/evidence/choice.ts'
import { originWords } from '#stores/evidence/origin.ts'
import { FigureExport } from '#ui/charts/file/figure-export.tsx'

interface Props {
  readonly title: string
  readonly file: string
  readonly view: View
  rows(): readonly CsvRow[]
}

/** Saves a figure with where it comes from. */
export const EvidenceExport = ({ view, ...figure }: Props) => (
  <FigureExport {...figure} words={() => originWords(view, figure.title, ['set'])} />
)
