import { PlumbError } from '#domain/errors.ts'
import type { ScoreScale } from '#domain/quality/manifest.ts'

/** A manifest whose scales cannot be replaced. */
export class ManifestTextError extends PlumbError {
  override readonly name = 'ManifestTextError'
  readonly code = 'manifest-text'
  readonly remedy = 'Give public/models/manifest.json as python -m distill.export writes it.'

  constructor(model: string) {
    super(`The manifest has no scale of ${model} that could be replaced.`)
  }
}

/**
 * The text of a manifest with other scales. All else stays byte for byte, so that a diff shows what was measured and no
 * more: `python -m distill.export` writes two spaces a level, and some numbers otherwise than JavaScript does.
 * @param scales  by the model's id
 * @throws ManifestTextError where a model or its scale is not found
 */
export function withScales(text: string, scales: ReadonlyMap<string, ScoreScale>): string {
  return [...scales].reduce((changed, [model, scale]) => {
    const entry = changed.indexOf(`\n      "id": ${JSON.stringify(model)},`)
    const next = changed.indexOf('\n    },', entry)
    const from = changed.indexOf(opening, entry)
    const to = changed.indexOf(closing, from)
    if ([entry, from, to].includes(-1) || (next !== -1 && from > next)) throw new ManifestTextError(model)
    const written = JSON.stringify(scale, null, 2).replaceAll('\n', '\n      ')
    return `${changed.slice(0, from)}\n      "scale": ${written}${changed.slice(to + closing.length)}`
  }, text)
}

const opening = '\n      "scale": {'
const closing = '\n      }'
