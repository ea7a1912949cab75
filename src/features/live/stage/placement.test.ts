import { describe, expect, it } from 'vitest'
import { placePicture } from './placement.ts'

const picture = { width: 640, height: 480 }

describe('a picture on the stage', () => {
  it('fills a stage of nearly its own shape, its middle in the middle', () => {
    const { fit, scale, toStage } = placePicture(picture, { width: 960, height: 690 }, false)
    expect({ fit, scale }).toEqual({ fit: 'cover', scale: 1.5 })
    expect(toStage({ x: 319.5, y: 239.5 })).toEqual({ x: 480, y: 345 })
    expect(toStage({ x: -0.5, y: -0.5 })).toEqual({ x: 0, y: -15 })
  })

  it('is shown whole where much of it would be hidden', () => {
    const { fit, scale, toStage } = placePicture(picture, { width: 360, height: 640 }, false)
    expect({ fit, scale }).toEqual({ fit: 'contain', scale: 0.5625 })
    expect(toStage({ x: -0.5, y: -0.5 })).toEqual({ x: 0, y: 185 })
    expect(toStage({ x: 639.5, y: 479.5 })).toEqual({ x: 360, y: 455 })
  })

  it('shows left on the right in the mirror', () => {
    const { toStage } = placePicture(picture, picture, true)
    expect(toStage({ x: 0, y: 0 })).toEqual({ x: 639.5, y: 0.5 })
  })
})
