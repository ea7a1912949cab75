import { dropModel, useOwnModels } from '#stores/lab/own-models.ts'
import { Explained } from '#ui/controls/explained.tsx'
import { IconButton } from '#ui/controls/icon-button.tsx'
import { ModelKey } from '#ui/mark/model-key.tsx'
import { OwnModelPanel } from './own-model-panel.tsx'
import { pickModel } from './pick-model.ts'

/** A person's own models on the bench, and the way to add one. */
export function OwnModels() {
  const { models, lost } = useOwnModels()
  return (
    <div className="own-models">
      {models.map(({ id, name, scale, sha256, msPerFace }) => (
        <span key={id} className="own-model">
          <Explained
            text={`Scores of ${name} are percentiles among ${scale.reference}, not among the reference set of the released models. ${sha256.slice(0, 8)}, ${msPerFace.toFixed(1)} ms a face.`}
          >
            <ModelKey model="own" label={name} />
            <span className="faint"> scale: {scale.reference}</span>
          </Explained>
          <IconButton icon="close" label={`Take ${name} off the bench`} onClick={() => dropModel(id)} />
        </span>
      ))}
      <button type="button" className="link" onClick={() => void pickModel()}>
        Add your own model (ONNX)
      </button>
      {lost.length > 0 && (
        <p className="own-failure" role="status">
          <b>{lost.join(', ')} went with the engine, which stopped.</b> Drop it again.
        </p>
      )}
      <OwnModelPanel />
    </div>
  )
}
