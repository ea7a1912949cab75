interface Size {
  readonly width: number
  readonly height: number
}

interface Place {
  readonly x: number
  readonly y: number
}

/** How a picture lies on the stage, as CSS's object-fit places it. */
export interface Placement {
  readonly fit: 'cover' | 'contain'
  /** Pixels of the screen a pixel of the picture. */
  readonly scale: number
  /** From the centre of a pixel of the picture to the stage, in pixels of the screen. */
  toStage(place: Place): Place
}

/** What share of the picture may run over the stage's edges so that it fills the stage. */
const MOST_HIDDEN = 0.15

/** Fills the stage where that hides little of the picture; else shows the picture whole. */
export function placePicture(picture: Size, stage: Size, isMirrored: boolean): Placement {
  const across = stage.width / picture.width
  const down = stage.height / picture.height
  const fit = Math.min(across, down) / Math.max(across, down) >= 1 - MOST_HIDDEN ? 'cover' : 'contain'
  const scale = fit === 'cover' ? Math.max(across, down) : Math.min(across, down)
  const left = (stage.width - scale * picture.width) / 2
  const top = (stage.height - scale * picture.height) / 2
  return {
    fit,
    scale,
    toStage({ x, y }) {
      const across = isMirrored ? picture.width - (x + 0.5) : x + 0.5
      return { x: left + scale * across, y: top + scale * (y + 0.5) }
    },
  }
}
