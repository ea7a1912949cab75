import { useVirtualizer, useWindowVirtualizer } from '@tanstack/react-virtual'
import { type CSSProperties, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react'
import { isSelectable, type Row, useRows } from '#stores/photos/rows.ts'
import { useSelection } from '#stores/photos/selection.ts'
import { setVisible } from '#stores/session.ts'
import { useSettings } from '#stores/settings.ts'
import { PHONE, useMedia } from '#ui/use-media.ts'
import { useWidth } from '#ui/use-width.ts'
import { Cell } from './cell.tsx'
import { RowView } from './row.tsx'

/** Fixed heights, the same as in list.css, keep thousands of rows cheap. */
const HEIGHT = { mouse: 40, touch: 56, phone: 68 } as const
const CELL = { width: 124, height: 196, gap: 12 } as const

/** The lines of the list, or the cells of the grid; only those near the window exist. */
export function Rows() {
  const rows = useRows()
  const phone = useMedia(PHONE)
  const touch = useMedia('(pointer: coarse)')
  const grid = useSettings((state) => state.view === 'grid') && !phone
  const [inner, width] = useWidth<HTMLUListElement>(536)
  const perLine = grid ? Math.max(1, Math.floor((width + CELL.gap) / (CELL.width + CELL.gap))) : 1
  const lines = useMemo(
    () => inLines(grid ? rows.filter((row) => row.kind !== 'group') : rows, perLine),
    [rows, grid, perLine],
  )
  const height = grid ? CELL.height : phone ? HEIGHT.phone : touch ? HEIGHT.touch : HEIGHT.mouse

  const pane = useRef<HTMLDivElement>(null)
  const [offset, setOffset] = useState(0)
  useLayoutEffect(() => setOffset(pane.current?.offsetTop ?? 0), [])
  const shared = { count: lines.length, estimateSize: () => height, overscan: 6 }
  const inPane = useVirtualizer({ ...shared, enabled: !phone, getScrollElement: () => pane.current })
  const inPage = useWindowVirtualizer({ ...shared, enabled: phone, scrollMargin: offset })
  const virtualizer = phone ? inPage : inPane
  const items = virtualizer.getVirtualItems()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new height has every place computed anew.
  useEffect(() => virtualizer.measure(), [height])

  const selected = useSelection((state) => state.id)
  const near = items.flatMap(({ index }) => lines[index] ?? [])
  const ids = near.map(({ id }) => id).join(' ')
  // Tab finds the list also where the selected row is far away.
  const stop = (near.find(({ id }) => id === selected) ?? near.find(isSelectable))?.id
  useEffect(() => setVisible(new Set(ids.split(' '))), [ids])
  useFollowSelection(pane.current, lines, selected, (index) => virtualizer.scrollToIndex(index))

  return (
    <div className="rows scroll" ref={pane}>
      <ul
        ref={inner}
        className="rows-inner"
        aria-label="Faces"
        style={{ '--rows-height': `${virtualizer.getTotalSize()}px` } as CSSProperties}
      >
        {items.map(({ index, start }) =>
          lines[index]?.map((row, column) => (
            <li
              key={row.id}
              aria-setsize={rows.length}
              aria-posinset={index * perLine + column + 1}
              className={grid ? 'cell-place' : 'row-place'}
              style={{
                top: start - (phone ? offset : 0),
                ...(grid && { left: column * (CELL.width + CELL.gap), width: CELL.width }),
              }}
            >
              {grid ? (
                <Cell row={row} selected={row.id === selected} isStop={row.id === stop} />
              ) : (
                <RowView row={row} selected={row.id === selected} isStop={row.id === stop} />
              )}
            </li>
          )),
        )}
      </ul>
    </div>
  )
}

function inLines(rows: readonly Row[], perLine: number): readonly (readonly Row[])[] {
  return Array.from({ length: Math.ceil(rows.length / perLine) }, (_, line) =>
    rows.slice(line * perLine, (line + 1) * perLine),
  )
}

/** Scrolls to what the keyboard selected, and takes the focus along where it was in the list. */
function useFollowSelection(
  pane: HTMLElement | null,
  lines: readonly (readonly Row[])[],
  selected: string | null,
  scrollTo: (index: number) => void,
) {
  const line = lines.findIndex((line) => line.some(({ id }) => id === selected))
  // biome-ignore lint/correctness/useExhaustiveDependencies: it follows the selection alone, not every new score.
  useEffect(() => {
    if (line === -1) return
    const focused = pane?.contains(document.activeElement)
    scrollTo(line)
    if (focused) requestAnimationFrame(() => pane?.querySelector<HTMLElement>('[aria-current="true"]')?.focus())
  }, [selected])
}
