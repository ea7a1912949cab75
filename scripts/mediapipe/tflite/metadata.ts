import { references, scalars, table, text, writeFlatbuffer } from '../flatbuffer/writer.ts'

/** Slots of the TFLite metadata schema, as far as we write them. */
const slots = {
  model: { name: 0, subgraphs: 3, minimumParserVersion: 7 },
  subgraph: { inputs: 2 },
  tensor: { name: 0, processUnits: 4 },
  processUnit: { optionsType: 0, options: 1 },
  normalization: { mean: 0, std: 1 },
} as const

const normalizationOptions = 1

/**
 * TFLite metadata that says: one image input, normalised as (pixel - mean) / std. Tasks refuses a float model without.
 * @see https://github.com/google-ai-edge/mediapipe/blob/master/mediapipe/tasks/metadata/metadata_schema.fbs
 */
export function tfliteMetadata(name: string, mean: number, std: number): Buffer {
  const normalization = table(
    [slots.normalization.mean, 'node', scalars(Float32Array.of(mean))],
    [slots.normalization.std, 'node', scalars(Float32Array.of(std))],
  )
  const processUnit = table(
    [slots.processUnit.optionsType, 'u8', normalizationOptions],
    [slots.processUnit.options, 'node', normalization],
  )
  const input = table(
    [slots.tensor.name, 'node', text('image')],
    [slots.tensor.processUnits, 'node', references([processUnit])],
  )
  const subgraph = table([slots.subgraph.inputs, 'node', references([input])])
  const model = table(
    [slots.model.name, 'node', text(name)],
    [slots.model.subgraphs, 'node', references([subgraph])],
    [slots.model.minimumParserVersion, 'node', text('1.0.0')],
  )
  return writeFlatbuffer(model, 'M001')
}
