import type { ReactNode } from 'react'
import { PrintedFigure } from '../file/printed-figure.ts'
import '../charts.css'

interface Props {
  readonly title: string
  readonly subtitle: string
  readonly actions?: ReactNode
  /** Stands below the table. */
  readonly note?: ReactNode
  /** A table of the class `chart-table`; it scrolls sideways where it is wider than the figure. */
  readonly children: ReactNode
}

/** What a table has around it, as charts have. */
export function TableFigure(props: Props) {
  const { title, subtitle, actions, note, children } = props
  return (
    <figure>
      <figcaption>
        <h2>{title}</h2>
        <span className="quiet">{subtitle}</span>
        <span className="figure-actions">
          <PrintedFigure value={<TableFigure {...props} actions={null} note={null} />}>{actions}</PrintedFigure>
        </span>
      </figcaption>
      <div className="table-scroll">{children}</div>
      {note}
    </figure>
  )
}
