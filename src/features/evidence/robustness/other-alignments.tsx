import type { ConditionInfo } from '#domain/evaluation/results.ts'
import type { View } from '#stores/evidence/choice.ts'
import { drawnMethods } from '#stores/evidence/drawn.ts'
import { originWords } from '#stores/evidence/origin.ts'
import { FigureExport } from '#ui/charts/file/figure-export.tsx'
import { TableFigure } from '#ui/charts/parts/table-figure.tsx'
import type { measures } from './measures.ts'
import { pointOf, robustnessRows, rowFor } from './robustness-lines.ts'

const TITLE = 'Other alignments'

interface Props {
  readonly view: View
  readonly measure: (typeof measures)[number]
  /** At least one. */
  readonly conditions: readonly ConditionInfo[]
}

/** The same on crops that are no misalignment of the reference: other procedures, other landmarks. */
export function OtherAlignments({ view, measure, conditions }: Props) {
  const methods = drawnMethods(view)
  return (
    <TableFigure
      title={TITLE}
      subtitle={measure.axis}
      actions={
        <FigureExport
          title={TITLE}
          file="plumb-other-alignments"
          rows={() =>
            robustnessRows(
              view,
              conditions.map(({ id }) => id),
            )
          }
          words={() => originWords(view, `${measure.label}, other alignments`, ['set', 'judge'])}
        />
      }
    >
      <table className="chart-table" aria-label={`${TITLE}, ${measure.axis}`}>
        <thead>
          <tr>
            <th scope="col">Method</th>
            {conditions.map(({ id, label }) => (
              <th key={id} scope="col" className="number">
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {methods.map(({ id, label, kind }) => (
            <tr key={id}>
              <th scope="row">{label}</th>
              {conditions.map(({ id: condition }) => {
                const point = pointOf(rowFor(view, condition, id), measure.id)
                return (
                  <td key={condition} className={`number of-${kind}`}>
                    {point ? measure.read(point.value) : '–'}
                  </td>
                )
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </TableFigure>
  )
}
