import { interEyeDistance } from '#domain/alignment/inter-eye-distance.ts'
import { midpoint } from '#domain/geometry/point.ts'
import { type DegradationKind, uniform, whole } from './kind.ts'
import { changed, convolved, throughFile, toSharp } from './pixels.ts'

/**
 * Kinds that no training of ours has seen. Their ranges were set on CelebA's split val, so that they harm about as much as the
 * trained ones: to EdgeFace-XS a crop is as similar to its clean self as 0.54 to 0.78 in the mean of each kind, and as 0.45
 * to 0.74 of each trained kind.
 */
export const unseenKinds: readonly DegradationKind[] = [
  {
    id: 'defocus',
    label: 'defocus',
    describe: 'a disc of radius 2.5 to 9 px, as a lens out of focus draws it',
    apply: (picture, draw) => convolved(picture, ...disc(uniform(draw, 2.5, 9))),
  },
  {
    id: 'over-exposure',
    label: 'over-exposure',
    describe: '1.5 to 4 times the light, cut at white',
    apply: (picture, draw) => {
      const light = uniform(draw, 1.5, 4)
      return changed(picture, (value) => light * value)
    },
  },
  {
    id: 'haze',
    label: 'haze',
    describe: '3 to 20% of the contrast over a grey of 140 to 230, in 8 bits',
    apply: (picture, draw) => {
      const [contrast, grey] = [uniform(draw, 0.03, 0.2), uniform(draw, 140, 230)]
      return changed(picture, (value) => contrast * value + (1 - contrast) * grey)
    },
  },
  {
    id: 'occlusion',
    label: 'occlusion',
    describe: 'a bar of one colour over eyes, mouth or one side, 0.5 to 1 times the distance between the eyes wide',
    apply: (picture, draw, face) => {
      const size = interEyeDistance(face)
      const eyes = midpoint(face.rightEye, face.leftEye)
      const mouth = midpoint(face.mouthRight, face.mouthLeft)
      const middle = midpoint(eyes, mouth)
      const narrow = uniform(draw, 0.5, 1) * size
      const long = 3 * size
      const bars = [
        { at: eyes, width: long, height: narrow },
        { at: mouth, width: long, height: narrow },
        { at: midpoint(middle, face.rightEye), width: narrow, height: long },
        { at: midpoint(middle, face.leftEye), width: narrow, height: long },
      ]
      const bar = bars[whole(draw, 0, bars.length - 1)]!
      const colour = [draw(), draw(), draw()].map((share) => 255 * share)
      return changed(picture, (value, channel, pixel) => {
        const x = pixel % picture.width
        const y = Math.floor(pixel / picture.width)
        const isUnder = Math.abs(x - bar.at.x) <= bar.width / 2 && Math.abs(y - bar.at.y) <= bar.height / 2
        return isUnder ? colour[channel]! : value
      })
    },
  },
  {
    id: 'webp',
    label: 'WebP',
    describe: 'quality 1 to 10',
    apply: (picture, draw) => throughFile(toSharp(picture).webp({ quality: whole(draw, 1, 10) })),
  },
  {
    id: 'posterise',
    label: 'posterisation',
    describe: '2 to 5 levels a channel, under a light of another colour: each channel 40 to 160% of what it was',
    apply: (picture, draw) => {
      const steps = whole(draw, 1, 4)
      const light = [uniform(draw, 0.4, 1.6), uniform(draw, 0.4, 1.6), uniform(draw, 0.4, 1.6)]
      return changed(picture, (value, channel) => {
        const share = Math.min(1, (light[channel]! * value) / 255)
        return (Math.round(share * steps) / steps) * 255
      })
    },
  },
]

/** A disc as a kernel; a cell at its edge weighs as much as of it lies within. */
function disc(radius: number): [side: number, weights: number[]] {
  const reach = Math.ceil(radius)
  const side = 2 * reach + 1
  const weights = Array.from({ length: side * side }, (_, i) => {
    const distance = Math.hypot((i % side) - reach, Math.floor(i / side) - reach)
    return Math.min(1, Math.max(0, radius + 0.5 - distance))
  })
  return [side, weights]
}
