import type { Measure } from '#stores/evidence/choice.ts'
import { fixed } from '#ui/format.ts'

interface MeasureInfo {
  readonly id: Measure
  readonly label: string
  /** What the axis says above it. */
  readonly axis: string
  /** What is plotted, in the words of a subtitle. */
  readonly plotted: string
  /** The least that the axis holds. */
  readonly ends: readonly [number, number]
  /** How the axis and how a value is written. */
  format(value: number): string
  read(value: number): string
}

/** What the robustness charts can show. */
export const measures: readonly MeasureInfo[] = [
  {
    id: 'pauc',
    label: 'pAUC',
    axis: 'pAUC at 30%',
    plotted: 'pAUC at 30% with its 95% interval; 1 is random, lower is better',
    ends: [0.5, 1],
    format: (value) => fixed(value, 1),
    read: (value) => fixed(value, 3),
  },
  {
    id: 'rank',
    label: 'Rank agreement',
    axis: 'rank agreement',
    plotted: 'Spearman’s correlation with the scores of the proper crops; 1 is the same order',
    ends: [0.5, 1],
    format: (value) => fixed(value, 1),
    read: (value) => fixed(value, 2),
  },
  {
    id: 'rmse',
    label: 'RMSE',
    axis: 'RMSE',
    plotted: 'root mean square change from the proper crops, in standard deviations of the scores; 0 is steady',
    ends: [0, 0.4],
    format: (value) => fixed(value, 1),
    read: (value) => fixed(value, 2),
  },
]
