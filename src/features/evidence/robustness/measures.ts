import type { Measure } from '#stores/evidence/choice.ts'
import { fixed } from '#ui/format.ts'

interface MeasureInfo {
  readonly id: Measure
  readonly label: string
  /** What the axis says above it. */
  readonly axis: string
  /** What is plotted, in the words of a subtitle. */
  readonly plotted: string
  /** The value with which nothing is lost, or nothing gained: it is always on the axis. */
  readonly reference: number
  format(value: number): string
}

/** What the robustness charts can show. */
export const measures: readonly MeasureInfo[] = [
  {
    id: 'pauc',
    label: 'pAUC',
    axis: 'pAUC at 30%',
    plotted: 'pAUC at 30% with its 95% interval; 1 is random, lower is better',
    reference: 1,
    format: (value) => fixed(value, 3),
  },
  {
    id: 'rank',
    label: 'Rank agreement',
    axis: 'rank agreement',
    plotted: 'Spearman’s correlation with the scores of the proper crops; 1 is the same order',
    reference: 1,
    format: (value) => fixed(value, 2),
  },
  {
    id: 'rmse',
    label: 'RMSE',
    axis: 'RMSE',
    plotted: 'root mean square change from the proper crops, in standard deviations of the scores; 0 is steady',
    reference: 0,
    format: (value) => fixed(value, 2),
  },
]
