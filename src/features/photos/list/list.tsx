import { useSettings } from '#stores/settings.ts'
import { Head } from './head.tsx'
import { HistogramRow } from './histogram-row.tsx'
import { KeepRow } from './keep-row.tsx'
import { PlumbLine } from './plumb-line.tsx'
import { Rows } from './rows.tsx'
import './list.css'

/** Everything found so far on one axis: histogram, marks and threshold share it. */
export function List() {
  const view = useSettings((state) => state.view)
  return (
    <section className={`list view-${view}`} aria-label="Photos and faces">
      <Head />
      <HistogramRow />
      <Rows />
      {view === 'list' && (
        <div className="plumb columns" aria-hidden="true">
          <span className="axis-track">
            <PlumbLine />
          </span>
        </div>
      )}
      <KeepRow />
    </section>
  )
}
