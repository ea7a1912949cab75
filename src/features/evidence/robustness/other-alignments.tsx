import type { View } from '#stores/evidence/choice.ts'
import { drawnMethods } from '#stores/evidence/drawn.ts'
import { originWords } from '#stores/evidence/origin.ts'
import { FigureExport } from '#ui/charts/file/figure-export.tsx'
import type { measures } from './measures.ts'
import { otherAlignments, pointOf, robustnessRows, rowFor } from './robustness-lines.ts'

const TITLE = 'Other alignments'

interface Props {
  readonly view: View
  readonly measure: (typeof measures)[number]
}

/** The same on crops that are no misalignment of the reference: other procedures, other landmarks. */
export function OtherAlignments({ view, measure }: Props) {
  const conditions = otherAlignments(view)
  const methods = drawnMethods(view)
  return (
    <figure>
      <figcaption>
        <h2>{TITLE}</h2>
        <span className="quiet">{measure.axis}</span>
        <span className="spacer" />
        {conditions.length > 0 && (
          <FigureExport
            title={TITLE}
            file="plumb-other-alignments"
            rows={() =>
              robustnessRows(
                view,
                conditions.map(({ id }) => id),
              )
            }
            words={() => originWords(view)}
          />
        )}
      </figcaption>
      {conditions.length === 0 ? (
        <p className="quiet">Not evaluated.</p>
      ) : (
        <table className="chart-table" aria-label={`${TITLE}, ${measure.axis}`}>
          <thead>
            <tr>
              <th scope="col">Crops</th>
              {methods.map(({ id, label }) => (
                <th key={id} scope="col" className="number">
                  {label}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {conditions.map(({ id: condition, label }) => (
              <tr key={condition}>
                <th scope="row">{label}</th>
                {methods.map(({ id, kind }) => {
                  const point = pointOf(rowFor(view, condition, id), measure.id)
                  return (
                    <td key={id} className={`number of-${kind}`}>
                      {point ? measure.read(point.value) : '–'}
                    </td>
                  )
                })}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </figure>
  )
}
