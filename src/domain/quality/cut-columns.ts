import { interEyeDistance } from '../alignment/inter-eye-distance.ts'
import { readCut, toSelfAlignment } from '../alignment/self-alignment.ts'
import type { Matrix } from '../geometry/similarity.ts'
import { arcFaceTemplate, cropSize } from '../geometry/template.ts'

/** From shares of the template's inter-eye distance to shares of the crop's side. */
const ofSide = interEyeDistance(arcFaceTemplate) / cropSize

/**
 * How a crop is cut by a model's own measure, in the units of a misalignment: degrees, a factor, shares of the crop's side;
 * and all of it as a share of the template's inter-eye distance.
 * @param alignment  absent where the model does not find that out
 */
export function cutColumns(alignment: Matrix | undefined): Readonly<Record<string, number | null>> {
  const cut = alignment && readCut(toSelfAlignment(alignment))
  return {
    found_rotation: cut ? cut.rotation : null,
    found_scale: cut ? cut.scale : null,
    found_shift_x: cut ? cut.shiftX * ofSide : null,
    found_shift_y: cut ? cut.shiftY * ofSide : null,
    found_error: cut ? cut.error : null,
  }
}
