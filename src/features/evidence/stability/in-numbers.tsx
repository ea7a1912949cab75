import type { CsvRow } from '#domain/quality/record.ts'
import type { View } from '#stores/evidence/choice.ts'
import { originColumns } from '#stores/evidence/origin.ts'
import { TableFigure } from '#ui/charts/parts/table-figure.tsx'
import { fixed } from '#ui/format.ts'
import { ModelKey } from '#ui/mark/model-key.tsx'
import { EvidenceExport } from './evidence-export.tsx'
import { medianOf, type Steady, steadyOf } from './steady.ts'

/** Each method's steadiness as figures. */
export function InNumbers({ view }: { readonly view: View }) {
  const steady = steadyOf(view)
  if (steady.length === 0) return null
  const procedures = steady.find(({ icc }) => icc !== null)?.procedures.length ?? 0
  return (
    <TableFigure
      title="In numbers"
      subtitle="median and 90% of the faces’ spreads"
      actions={
        <EvidenceExport
          title="Stability in numbers"
          file="plumb-stability"
          view={view}
          rows={() => numberRows(view, steady)}
        />
      }
      note={
        procedures > 0 && (
          <p className="quiet pauc-note">
            ICC: intra-class correlation of the score over {procedures} alignment procedures; 1 is the same score
            whichever way the face is aligned.
          </p>
        )
      }
    >
      <table className="chart-table" aria-label="Stability in numbers">
        <thead>
          <tr>
            <th scope="col">Method</th>
            <th scope="col" className="number">
              Median
            </th>
            <th scope="col" className="number">
              90%
            </th>
            {procedures > 0 && (
              <th scope="col" className="number">
                ICC
              </th>
            )}
          </tr>
        </thead>
        <tbody>
          {steady.map((one) => (
            <tr key={one.drawn.id}>
              <th scope="row">{one.drawn.kind === 'other' ? one.drawn.label : <ModelKey model={one.drawn.kind} />}</th>
              <td className="number">± {fixed(medianOf(one), 1)}</td>
              <td className="number">± {fixed(one.spread[90]!, 1)}</td>
              {procedures > 0 && <td className="number">{one.icc === null ? '–' : fixed(one.icc, 2)}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </TableFigure>
  )
}

const numberRows = (view: View, steady: readonly Steady[]): readonly CsvRow[] =>
  steady.map((one) => ({
    method: one.drawn.id,
    method_sha256: one.drawn.sha256,
    faces: one.faces,
    spread_median: medianOf(one),
    spread_90: one.spread[90]!,
    icc: one.icc,
    procedures: one.procedures.join(' '),
    ...originColumns(view),
  }))
