import { FlatbufferReader } from './flatbuffer/reader.ts'
import { type GraphEditor, slots, type Tensor } from './tflite/model.ts'

/** Points of the mesh, without irises. */
const meshPoints = 468
const irisPoints = 5
/** The first points of an eye's region are its contour. */
const contourPoints = 16

/** The mesh points that the attention model refines, in the order of the outputs that hold their refined places. */
interface RefinedRegions {
  readonly lips: readonly number[]
  readonly firstEye: readonly number[]
  readonly secondEye: readonly number[]
}

/**
 * Which mesh points the refined outputs replace stands in the attention model itself: its three
 * Landmarks2TransformMatrix operators list, in their custom options, the points each region is cut around.
 * @throws  where the model lists anything but MediaPipe's three known regions
 */
export function refinedRegions(attentionModel: Buffer): RefinedRegions {
  const reader = new FlatbufferReader(attentionModel)
  const codes = reader
    .references(reader.root, slots.model.operatorCodes)
    .map((code) => reader.text(code, slots.operatorCode.customCode))
  const subgraph = reader.references(reader.root, slots.model.subgraphs)[0]!
  const lists = reader
    .references(subgraph, slots.subgraph.operators)
    .filter((operator) => {
      const code = reader.field(operator, slots.operator.code)
      return codes[code && reader.u32(code)] === 'Landmarks2TransformMatrix'
    })
    .map((operator) => subsetIndices(reader.content(operator, slots.operator.customOptions)))
  const [lips, firstEye, secondEye] = lists
  if (lists.length !== 3 || !isRegion(lips, 80, 61) || !isRegion(firstEye, 71, 33) || !isRegion(secondEye, 71, 263)) {
    throw new Error('The attention model does not list the lips and the two eyes as its refined regions')
  }
  return { lips, firstEye, secondEye }
}

/** The value of `subset_idxs` in a FlexBuffer: a vector of uint16, its length first, right after the key. */
function subsetIndices(options: Buffer): number[] {
  const key = 'subset_idxs\0'
  const at = options.indexOf(key) + key.length
  return Array.from({ length: options.readUInt16LE(at) }, (_, index) => options.readUInt16LE(at + 2 + 2 * index))
}

const isRegion = (points: readonly number[] | undefined, count: number, first: number): points is readonly number[] =>
  points !== undefined &&
  points.length === count &&
  new Set(points).size === count &&
  points[0] === first &&
  points.every((point) => point < meshPoints)

/**
 * Merges the attention model's outputs into the single one of 478 × (x, y, z) that FaceLandmarker reads, and makes that
 * and the face flag the model's outputs. MediaPipe's older graph did the same outside the model, in its
 * LandmarksRefinementCalculator: refined points keep the mesh's z; an iris takes the mean z of its eye's contour.
 *
 *     all     = concatenation(mesh, lips, both eyes, both irises)
 *     wide    = concatenation(all, mean(gather(all, z of an eye's contour)) for both eyes)
 *     merged  = gather(wide, for each coordinate of the 478 points where it stands in wide)
 */
export function mergeLandmarks({ lips, firstEye, secondEye }: RefinedRegions) {
  return (graph: GraphEditor): readonly Tensor[] => {
    const eyes = [firstEye, secondEye]
    const parts = [
      { output: 'output_mesh_identity', width: 3 * meshPoints },
      { output: 'output_lips', width: 2 * lips.length },
      { output: 'output_left_eye', width: 2 * firstEye.length },
      { output: 'output_right_eye', width: 2 * secondEye.length },
      { output: 'output_left_iris', width: 2 * irisPoints },
      { output: 'output_right_iris', width: 2 * irisPoints },
    ]
    const starts = runningSum(parts.map(({ width }) => width))
    const width = starts.pop()!
    const all = graph.concatenation(
      parts.map(({ output }) => graph.find(output)),
      width,
    )
    const depths = eyes.map((eye) =>
      graph.mean(
        graph.gather(
          all,
          eye.slice(0, contourPoints).map((point) => 3 * point + 2),
        ),
      ),
    )
    const wide = graph.concatenation([all, ...depths], width + depths.length)

    const sources = Array.from({ length: 3 * meshPoints }, (_, index) => index)
    for (const [part, region] of [lips, ...eyes].entries()) {
      for (const [index, point] of region.entries()) {
        const x = starts[part + 1]! + 2 * index
        sources[3 * point] = x
        sources[3 * point + 1] = x + 1
      }
    }
    for (const [eye, start] of starts.slice(4).entries()) {
      for (let index = 0; index < irisPoints; index++) {
        sources.push(start + 2 * index, start + 2 * index + 1, width + eye)
      }
    }
    return [graph.gather(wide, sources), graph.find('conv_faceflag')]
  }
}

/** 0, the first width, the first two widths …, all of them. */
function runningSum(widths: readonly number[]): number[] {
  const sums = [0]
  for (const width of widths) sums.push(sums.at(-1)! + width)
  return sums
}
