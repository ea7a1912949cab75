import { fewestValues } from '#domain/quality/own-model.ts'
import type { OwnModel } from '#engine/protocol.ts'
import { dropModel, useOwnModels } from '#stores/lab/own-models.ts'
import { Explained } from '#ui/controls/explained.tsx'
import { IconButton } from '#ui/controls/icon-button.tsx'
import { fixed, whole } from '#ui/format.ts'
import { ModelKey } from '#ui/mark/model-key.tsx'
import { OwnModelPanel } from './own-model-panel.tsx'
import { pickModels } from './pick-model.ts'

/** A person's own models on the bench, and the way to add one. */
export function OwnModels() {
  const { models, failures } = useOwnModels()
  return (
    <div className="own-models">
      {models.map((model) => (
        <span key={model.id} className="own-model">
          <Explained text={about(model)}>
            <ModelKey model="own" label={model.name} />
            <span className="faint"> scale: {model.scale.reference}</span>
          </Explained>
          <IconButton icon="close" label={`Take ${model.name} off the bench`} onClick={() => dropModel(model.id)} />
        </span>
      ))}
      <button type="button" className="link" onClick={() => void pickModels()}>
        Add your own model (ONNX)
      </button>
      {models.map(({ id, name }) => {
        const failure = failures[id]
        return (
          failure && (
            <p key={id} className="lab-failure" role="status">
              <b>{name} gave some crops no score.</b> {failure.message} {failure.remedy}
            </p>
          )
        )
      })}
      <OwnModelPanel />
    </div>
  )
}

/** What its scores mean: what they are percentiles of, and how sure that is. */
function about({ name, scale: { reference, n }, misaligned, sha256, msPerFace }: OwnModel): string {
  const sure =
    misaligned > 0
      ? `A face that is aligned stands high among misaligned ones. From ${fewestValues} faces on the list, aligned crops alone make the scale: add photos, and drop the model again.`
      : // The standard error of a percentile at the middle of the scale, where it is largest.
        `With so many, a score is right to about ± ${whole(50 / Math.sqrt(n))} points.`
  return `Scores of ${name} are percentiles among ${reference}, not among the reference set of the released models. ${sure} ${sha256.slice(0, 8)}, ${fixed(msPerFace, 1)} ms a face.`
}
