import type { CSSProperties } from 'react'
import { useThreshold } from '#stores/threshold.ts'

/** A piece of the string on which the bob hangs: the threshold, across the axis that it lies in. */
export function PlumbLine() {
  const threshold = useThreshold((state) => state.score)
  return <i className="plumb-line" style={{ '--t': threshold } as CSSProperties} />
}
