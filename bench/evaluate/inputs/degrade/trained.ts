import { type DegradationKind, uniform, whole } from './kind.ts'
import { changed, convolved, fromSharp, normal, throughFile, toSharp } from './pixels.ts'

/**
 * The kinds that the models were trained with, of the same strengths (distill/data/degrade.py, degrade_once). The draws are others,
 * and sharp is not OpenCV, so a picture does not come out the same as there.
 */
export const trainedKinds: readonly DegradationKind[] = [
  {
    id: 'blur',
    label: 'blur',
    describe: 'Gaussian, standard deviation 1 to 5 px',
    apply: (picture, draw) =>
      fromSharp(toSharp(picture).blur({ sigma: uniform(draw, 1, 5), precision: 'float', minAmplitude: 0.01 })),
  },
  {
    id: 'resample',
    label: 'resampling',
    describe: 'reduced 2 to 9 times and enlarged again, bilinear',
    apply: async (picture, draw) => {
      const factor = uniform(draw, 2, 9)
      const { width, height } = picture
      const kernel = 'linear'
      const reduced = (side: number) => Math.max(1, Math.round(side / factor))
      const small = await fromSharp(toSharp(picture).resize(reduced(width), reduced(height), { fit: 'fill', kernel }))
      return fromSharp(toSharp(small).resize(width, height, { fit: 'fill', kernel }))
    },
  },
  {
    id: 'motion',
    label: 'motion',
    describe: 'along a line of 5 to 22 px in any direction',
    apply: (picture, draw) => {
      const reach = uniform(draw, 5, 22) / 2
      const angle = uniform(draw, 0, Math.PI)
      return convolved(picture, ...streak(reach * Math.cos(angle), reach * Math.sin(angle)))
    },
  },
  {
    id: 'jpeg',
    label: 'JPEG',
    describe: 'quality 2 to 20',
    apply: (picture, draw) => throughFile(toSharp(picture).jpeg({ quality: whole(draw, 2, 20) })),
  },
  {
    id: 'dark',
    label: 'darkness',
    describe: '5 to 40% of the light, with noise of standard deviation 2 to 10',
    apply: (picture, draw) => {
      const [light, sigma, noise] = [uniform(draw, 0.05, 0.4), uniform(draw, 2, 10), normal(draw)]
      return changed(picture, (value) => light * value + sigma * noise())
    },
  },
  {
    id: 'noise',
    label: 'noise',
    describe: 'Gaussian, standard deviation 10 to 60 of 255',
    apply: (picture, draw) => {
      const [sigma, noise] = [uniform(draw, 10, 60), normal(draw)]
      return changed(picture, (value) => value + sigma * noise())
    },
  },
]

/** A line through the middle of a kernel to (x, y) on the one side and (−x, −y) on the other, a pixel wide. */
function streak(x: number, y: number): [side: number, weights: number[]] {
  const reach = Math.ceil(Math.hypot(x, y))
  const side = 2 * reach + 1
  const weights = new Array<number>(side * side).fill(0)
  const steps = Math.round(Math.max(Math.abs(x), Math.abs(y)))
  for (let step = -steps; step <= steps; step++) {
    const column = reach + Math.round((step / steps) * x)
    const row = reach + Math.round((step / steps) * y)
    weights[row * side + column] = 1
  }
  return [side, weights]
}
