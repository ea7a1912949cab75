import { describeCut } from '#domain/alignment/describe-cut.ts'
import type { ReadOut } from '#domain/alignment/read-out.ts'
import { readCut, type SelfAlignment } from '#domain/alignment/self-alignment.ts'
import { Explained } from './controls/explained.tsx'
import { fixed, signedFixed } from './format.ts'

/** How badly a crop is cut by the student's own measure, in a sentence that explains itself. */
export function CutSentence({ found }: { readonly found: SelfAlignment }) {
  const cut = readCut(found)
  return (
    <Explained className="cut-sentence" text={measured(cut)}>
      {describeCut(cut)}
    </Explained>
  )
}

const measured = ({ rotation, scale, shiftX, shiftY, error }: ReadOut): string =>
  `The student finds this in the crop alone, before it scores: turned by ${signedFixed(rotation, 1)}°, size × ${fixed(scale, 2)}, the face centre ${ofEyes(Math.hypot(shiftX, shiftY))} off; all in all the five points lie ${ofEyes(error)} off (root mean square), in percent of the inter-eye distance. It scores the crop as if it were cut properly.`

const ofEyes = (share: number) => `${fixed(100 * share, 1)}%`
