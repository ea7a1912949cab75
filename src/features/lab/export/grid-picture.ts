import type { VariantOutcome } from '#engine/protocol.ts'
import { useEngine } from '#stores/engine.ts'
import { type BenchFace, variantOf } from '#stores/lab/bench.ts'
import { useExperiment } from '#stores/lab/experiment.ts'
import { gridOrder } from '#stores/lab/grid-order.ts'
import { type LabModel, labModels } from '#stores/lab/models.ts'
import { useOwnModels } from '#stores/lab/own-models.ts'
import { crops } from '#stores/session.ts'
import { pngOfCanvas } from '#ui/charts/file/png.ts'
import { wrap } from '#ui/charts/file/wrap.ts'
import { shortened, shownChange, signed, whole } from '#ui/format.ts'

const EDGE = 16
const CROP = 112
const CELL = CROP + 16
/** Of the models' names on the left, in px and in letters. */
const NAMES = 104
const LONGEST_NAME = 14
/** From the top to the first crops: a title, and the procedures' names. */
const HEAD = 64
const LINE = 18
const SMALL = 14
/** Width of a letter of the small print at most, on average. */
const GLYPH = 6

/**
 * The grid of procedures as a PNG, twice as large as on the page, in its order and colours.
 * @param faces   one, or two that are compared
 * @param origin  lines of small print
 * @throws PictureError, and what the engine throws where it cannot cut the crops
 */
export async function gridPicture(faces: readonly [BenchFace, ...BenchFace[]], origin: readonly string[]) {
  const models = labModels(useEngine.getState().info, useOwnModels.getState().models)
  const order = gridOrder(useExperiment.getState().sort, faces[0], models[0])
  const rows = await Promise.all(
    faces.map(({ photo, face, reference }) =>
      cellsOf(
        photo,
        order.map(({ id }) => variantOf(face, id)),
        reference,
      ),
    ),
  )
  const width = EDGE + NAMES + order.length * CELL
  const rowHeight = CROP + (models.length + 1) * LINE
  const lines = origin.flatMap((line) => wrap(line, Math.floor((width - 2 * EDGE) / GLYPH)))
  const foot = HEAD + rows.length * rowHeight
  const { canvas, context, write, colour } = sheet(width, foot + lines.length * SMALL + EDGE)
  const xOf = (column: number) => EDGE + NAMES + column * CELL

  write('Alignment procedures', EDGE, 28, { weight: 600, size: 13 })
  order.forEach(({ label }, column) => {
    write(label, xOf(column), HEAD - 8)
  })
  rows.forEach((cells, row) => {
    const top = HEAD + row * rowHeight
    const lineY = (line: number) => top + CROP + (line + 1) * LINE - 2
    if (rows.length > 1) write(row === 0 ? 'First face' : 'Second face', EDGE, top + 12, { colour: '--ink-2' })
    models.forEach(({ kind, label }, line) => {
      write(shortened(label, LONGEST_NAME), EDGE, lineY(line), { colour: `--${kind}`, weight: 600 })
    })
    cells.forEach(({ image, note, values }, column) => {
      if (image) context.drawImage(image, xOf(column), top, CROP, CROP)
      image?.close()
      if (!image) {
        context.fillStyle = colour('--sunken')
        context.fillRect(xOf(column), top, CROP, CROP)
        write(note, xOf(column) + 8, top + CROP / 2, { colour: '--ink-2' })
      }
      models.forEach((model, line) => {
        write(values(model), xOf(column), lineY(line), { colour: `--${model.kind}` })
      })
    })
  })
  lines.forEach((line, index) => {
    write(line, EDGE, foot + (index + 1) * SMALL, { colour: '--ink-3', size: 10 })
  })
  return pngOfCanvas(canvas)
}

interface Cell {
  readonly image: ImageBitmap | null
  /** What stands in place of the crop. */
  readonly note: string
  values(model: LabModel): string
}

/** A face's cells, in the order of the outcomes. */
async function cellsOf(
  photo: BenchFace['photo'],
  outcomes: readonly (VariantOutcome | undefined)[],
  reference: BenchFace['reference'],
): Promise<readonly Cell[]> {
  const scored = outcomes.flatMap((outcome) => (outcome && 'scores' in outcome ? [outcome] : []))
  const blobs = await crops(
    photo,
    scored.map(({ transform }) => transform),
    new AbortController().signal,
  )
  const images = await Promise.all(blobs.map((blob) => createImageBitmap(blob)))
  return outcomes.map((outcome): Cell => {
    const variant = scored.find((each) => each === outcome)
    return {
      image: (variant && images[scored.indexOf(variant)]) ?? null,
      note: outcome && 'missing' in outcome ? 'Cannot be cut' : '··',
      values: ({ id }) => {
        const score = variant?.scores[id]?.score
        const from = reference?.scores[id]?.score
        if (score === undefined || from === undefined) return variant ? '··' : ''
        return `${whole(score)}  ${variant === reference ? 'ref' : signed(shownChange(score, from))}`
      },
    }
  })
}

interface Writing {
  readonly colour?: string
  readonly weight?: number
  readonly size?: number
}

/** A canvas of so many px, drawn at twice that, with the page's background and ways to write on it. */
function sheet(width: number, height: number) {
  const canvas = document.createElement('canvas')
  canvas.width = 2 * width
  canvas.height = 2 * height
  const context = canvas.getContext('2d')!
  const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name)
  context.scale(2, 2)
  context.fillStyle = colour('--surface')
  context.fillRect(0, 0, width, height)
  const write = (
    text: string,
    x: number,
    y: number,
    { colour: name = '--ink', weight = 400, size = 12 }: Writing = {},
  ) => {
    context.font = `${weight} ${size}px Inter Variable, sans-serif`
    context.fillStyle = colour(name)
    context.fillText(text, x, y)
  }
  return { canvas, context, colour, write }
}
