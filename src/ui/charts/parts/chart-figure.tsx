import { type ReactNode, type Ref, useState } from 'react'
import { PrintedFigure } from '../file/printed-figure.ts'
import '../charts.css'

/** A chart's numbers for those who read rather than look. */
export interface TableTwin {
  /** What the row labels are, then what each cell is. */
  readonly columns: readonly string[]
  readonly rows: readonly { readonly label: string; readonly cells: readonly string[] }[]
}

interface Props {
  /** Gets the figure, to measure it. */
  readonly ref?: Ref<HTMLElement>
  readonly title: string
  readonly subtitle: string
  readonly table: TableTwin
  /** Beside "Show data". */
  readonly actions?: ReactNode
  /** The figure without actions, for one of these to save. */
  readonly printed?: ReactNode
  readonly children: ReactNode
}

/** What every chart has around it: a title, what is plotted, and the same numbers as a table on demand. */
export function ChartFigure({ ref, title, subtitle, table, actions, printed = null, children }: Props) {
  const [open, setOpen] = useState(false)
  return (
    <figure ref={ref}>
      <figcaption>
        <h2>{title}</h2>
        <span className="quiet">{subtitle}</span>
        <span className="figure-actions">
          <button type="button" className="link" aria-expanded={open} onClick={() => setOpen(!open)}>
            {open ? 'Hide data' : 'Show data'}
          </button>
          <PrintedFigure value={printed}>{actions}</PrintedFigure>
        </span>
      </figcaption>
      {children}
      {open && <DataTable {...table} />}
    </figure>
  )
}

function DataTable({ columns: [first, ...columns], rows }: TableTwin) {
  return (
    <table className="chart-data">
      <thead>
        <tr>
          <th>{first}</th>
          {columns.map((column) => (
            <th key={column} className="number">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label, cells }) => (
          <tr key={label}>
            <th>{label}</th>
            {columns.map((column, index) => (
              <td key={column} className="number">
                {cells[index]}
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
