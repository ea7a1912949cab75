/** How a square picture lies in its square frame, both of side 1: magnified, with its corner at (x, y). */
export interface View {
  /** Magnification, 1 to 8. */
  readonly zoom: number
  /** In sides of the frame, 1 − zoom to 0, so that the picture always fills the frame. */
  readonly x: number
  readonly y: number
}

export const unzoomed: View = { zoom: 1, x: 0, y: 0 }

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value))

const filling = ({ zoom, x, y }: View): View => ({ zoom, x: clamp(x, 1 - zoom, 0), y: clamp(y, 1 - zoom, 0) })

/** Magnifies by a factor; what is at (x, y) of the frame, each 0 to 1, stays there as far as the frame stays full. */
export function zoomBy(view: View, factor: number, x = 0.5, y = 0.5): View {
  const zoom = clamp(view.zoom * factor, 1, 8)
  const grown = zoom / view.zoom
  return filling({ zoom, x: x - (x - view.x) * grown, y: y - (y - view.y) * grown })
}

/** Moves the picture, in sides of the frame. */
export const panBy = (view: View, dx: number, dy: number): View => filling({ ...view, x: view.x + dx, y: view.y + dy })
