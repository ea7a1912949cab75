import { centreCrop } from './procedures/centre-crop.ts'
import { dlibChip } from './procedures/dlib-chip.ts'
import { faceBox, faceBoxLoose, faceBoxTight } from './procedures/face-box.ts'
import { ffhq } from './procedures/ffhq.ts'
import {
  detectorKeypoints,
  eyesOnly,
  landmarker5pt,
  ofiq,
  outerEyeCorners,
  student,
} from './procedures/onto-template.ts'
import type { Procedure } from './procedures/procedure.ts'

/** Every alignment procedure, in the order in which people see them: the reference first. */
export const procedures = [
  landmarker5pt,
  detectorKeypoints,
  eyesOnly,
  outerEyeCorners,
  ofiq,
  faceBox,
  faceBoxTight,
  faceBoxLoose,
  dlibChip,
  ffhq,
  centreCrop,
  student,
] as const

export type ProcedureId = (typeof procedures)[number]['id']

export const procedureOf = (id: ProcedureId): Procedure => procedures.find((procedure) => procedure.id === id)!
