import type { JudgeGroup } from '#domain/evaluation/results.ts'
import { type PixelValues, presets } from '#domain/quality/own-model.ts'

/** A network of others, known by its file's name: what it is for, and how it wants its pixels. */
interface KnownModel {
  /** Of the file, without `.onnx`. */
  readonly id: string
  readonly label: string
  /** Null: a quality model, not a recogniser. */
  readonly group: JudgeGroup | null
  readonly pixels: PixelValues
}

const each = (value: number) => [value, value, value] as const

/** @throws Error where there is no such preset */
export function presetOf(id: string): PixelValues {
  const preset = presets.find((known) => known.id === id)
  if (!preset) throw new Error(`There is no preset ${id}; there are ${presets.map((known) => known.id).join(', ')}.`)
  const { order, mean, std } = preset
  return { order, mean, std }
}

/** From npm, as the students' teacher: npm-recogniser.ts. */
export const npmRecogniser = {
  id: 'mobilefacenet-npm',
  label: 'MobileFaceNet (npm)',
  group: 'same-model',
  pixels: { order: 'bgr', mean: each(127), std: each(128) },
} as const satisfies KnownModel

/** Those that may lie in the folder of outside models. */
export const knownModels: readonly KnownModel[] = [
  {
    id: 'mobilefacenet-y1',
    label: 'MobileFaceNet y1',
    group: 'label',
    pixels: presetOf('arcface-128'),
  },
  {
    id: 'mobilefacenet-paddle',
    label: 'MobileFaceNet Paddle',
    group: 'label',
    pixels: { order: 'bgr', mean: each(127.5), std: each(127.5) },
  },
  { id: 'edgeface-xs', label: 'EdgeFace-XS', group: 'cross-model', pixels: presetOf('arcface') },
  { id: 'lightqnet-dm100', label: 'LightQNet', group: null, pixels: presetOf('lightqnet') },
  { id: 'deepcam-fqa', label: 'DeepCam FQA', group: null, pixels: presetOf('arcface') },
]
