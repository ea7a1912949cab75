import { useVirtualizer } from '@tanstack/react-virtual'
import { type KeyboardEvent, useDeferredValue, useId, useMemo, useRef, useState } from 'react'
import { type Benched, useBenchable } from '#stores/lab/bench.ts'
import { Picture } from '#ui/picture.tsx'

export interface FaceListProps {
  /** Id of the chosen face; null where none is. */
  readonly value: string | null
  /** A face that is no choice. */
  readonly except?: string
  /** A first line that chooses none. */
  readonly none?: string
  /** In CSS pixels; fixed heights keep thousands of rows cheap. */
  readonly rowHeight: number
  onChoose(faceId: string | null): void
}

/** How many rows a page key passes. */
const PAGE = 8

/** Faces to choose from, found by the name of their photo; only the rows near the window exist. */
export function FaceList({ value, except, none, rowHeight, onChoose }: FaceListProps) {
  const id = useId()
  const pane = useRef<HTMLDivElement>(null)
  const [query, setQuery] = useState('')
  const rows = useRows(useDeferredValue(query), except, none)
  const [active, setActive] = useState(() =>
    Math.max(
      0,
      rows.findIndex((row) => idOf(row) === value),
    ),
  )
  const virtualizer = useVirtualizer({
    count: rows.length,
    estimateSize: () => rowHeight,
    overscan: 4,
    getScrollElement: () => pane.current,
    initialOffset: active * rowHeight,
  })
  const at = Math.min(active, rows.length - 1)
  const go = (to: number) => {
    const next = Math.max(0, Math.min(rows.length - 1, to))
    setActive(next)
    virtualizer.scrollToIndex(next)
  }
  const press = (event: KeyboardEvent) => {
    const row = rows[at]
    if (event.key === 'Enter' && row) onChoose(idOf(row))
    else if (event.key in steps) go(at + steps[event.key]!)
    else return
    event.preventDefault()
  }
  return (
    <>
      <input
        type="search"
        role="combobox"
        aria-label="Find by name"
        placeholder="Find by name"
        aria-expanded
        aria-controls={`${id}-list`}
        aria-activedescendant={at >= 0 ? `${id}-${at}` : undefined}
        autoComplete="off"
        value={query}
        onChange={(event) => {
          setQuery(event.currentTarget.value)
          go(0)
        }}
        onKeyDown={press}
      />
      <div className="face-rows scroll" ref={pane}>
        <div id={`${id}-list`} role="listbox" aria-label="Faces" style={{ height: virtualizer.getTotalSize() }}>
          {virtualizer.getVirtualItems().map(({ index, start }) => {
            const row = rows[index]
            return (
              row !== undefined && (
                // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the focus and the keys.
                // biome-ignore lint/a11y/useFocusableInteractive: the field above points at it.
                <div
                  key={idOf(row) ?? ''}
                  id={`${id}-${index}`}
                  role="option"
                  aria-selected={idOf(row) === value}
                  aria-setsize={rows.length}
                  aria-posinset={index + 1}
                  data-active={index === at}
                  style={{ top: start, height: rowHeight }}
                  onClick={() => onChoose(idOf(row))}
                >
                  {row ? <FaceRow {...row} /> : none}
                </div>
              )
            )
          })}
        </div>
      </div>
      {rows.length === 0 && <p className="quiet">No photo has this name.</p>}
    </>
  )
}

const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: PAGE, PageUp: -PAGE }

function FaceRow({ photo, face }: Benched) {
  return (
    <>
      <Picture blob={face.thumbnail} alt="" />
      <span className="face-name">{photo.name}</span>
      {photo.faces.length > 1 && <span className="note">face {face.index + 1}</span>}
    </>
  )
}

/** A face, or null for the line that chooses none. */
type Row = Benched | null

const idOf = (row: Row): string | null => row?.face.id ?? null

function useRows(query: string, except: string | undefined, none: string | undefined): readonly Row[] {
  const faces = useBenchable()
  return useMemo(() => {
    const wanted = query.trim().toLowerCase()
    const found = faces.filter(
      ({ photo, face }) => face.id !== except && (wanted === '' || photo.name.toLowerCase().includes(wanted)),
    )
    return none !== undefined && wanted === '' ? [null, ...found] : found
  }, [faces, query, except, none])
}
