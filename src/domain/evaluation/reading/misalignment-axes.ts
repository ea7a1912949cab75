import type { ConditionInfo } from '../results.ts'

export type MisalignmentAxisId = 'jitter' | 'rotation' | 'scale' | 'shift-x' | 'shift-y'

/** One kind of misalignment, along which conditions lie. */
export interface MisalignmentAxis {
  readonly id: MisalignmentAxisId
  readonly label: string
  /** What its values are of. */
  readonly of: string
  /** Where the proper alignment lies. */
  readonly neutral: number
  /** Percent, degrees, or a factor. */
  readonly unit: '%' | '°' | '×'
  /** The values that P24 knows, to draw an axis where nothing was evaluated. */
  readonly ends: readonly [number, number]
}

export const misalignmentAxes: readonly MisalignmentAxis[] = [
  { id: 'jitter', label: 'Jitter', of: 'of the eye distance', neutral: 0, unit: '%', ends: [0, 20] },
  { id: 'rotation', label: 'Rotation', of: 'about the face centre', neutral: 0, unit: '°', ends: [-15, 15] },
  { id: 'scale', label: 'Scale', of: 'about the face centre', neutral: 1, unit: '×', ends: [0.85, 1.15] },
  { id: 'shift-x', label: 'Shift in x', of: 'of the crop’s side', neutral: 0, unit: '%', ends: [-8, 8] },
  { id: 'shift-y', label: 'Shift in y', of: 'of the crop’s side', neutral: 0, unit: '%', ends: [-8, 8] },
]

/** Where a condition lies on an axis, known by its id: `jitter-10`, `scale-0.85`, `rotation-minus-15`; null elsewhere. */
export function placeOn(axis: MisalignmentAxis, { id }: ConditionInfo): number | null {
  if (id === 'proper') return axis.neutral
  if (!id.startsWith(`${axis.id}-`)) return null
  const [, sign, value] = /^(?:(minus|plus)-)?(\d+(?:\.\d+)?)$/.exec(id.slice(axis.id.length + 1)) ?? []
  return value ? Number(value) * (sign === 'minus' ? -1 : 1) : null
}
