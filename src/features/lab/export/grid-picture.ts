import { procedures } from '#domain/alignment/procedures.ts'
import { useEngine } from '#stores/engine.ts'
import { type BenchFace, variantOf } from '#stores/lab/bench.ts'
import { labModels } from '#stores/lab/models.ts'
import { useOwnModels } from '#stores/lab/own-models.ts'
import { crops } from '#stores/session.ts'
import { pngOfCanvas } from '#ui/charts/file/save-chart.ts'
import { shownChange, signed, whole } from '#ui/format.ts'

const CROP = 112
const CELL = CROP + 16
const HEAD = 96
const LINE = 18

/** The grid of procedures as a PNG, twice as large as on the page, in the colours of the page. */
export async function gridPicture({ photo, face, reference }: BenchFace, about: string): Promise<Blob> {
  const models = labModels(useEngine.getState().info, useOwnModels.getState().models)
  const cells = procedures.flatMap(({ id, label }) => {
    const variant = variantOf(face, id)
    return variant && 'scores' in variant ? [{ label, variant }] : []
  })
  const blobs = await crops(
    photo,
    cells.map(({ variant }) => variant.transform),
    new AbortController().signal,
  )
  const images = await Promise.all(blobs.map((blob) => createImageBitmap(blob)))
  const canvas = document.createElement('canvas')
  const size = { width: HEAD + cells.length * CELL + 16, height: 64 + CROP + (models.length + 1) * LINE + 16 }
  canvas.width = 2 * size.width
  canvas.height = 2 * size.height
  const context = canvas.getContext('2d')!
  const colour = (name: string) => getComputedStyle(document.documentElement).getPropertyValue(name)
  const write = (text: string, x: number, y: number, fill = '--ink', font = '12px') => {
    context.font = `${font} Inter Variable, sans-serif`
    context.fillStyle = colour(fill)
    context.fillText(text, x, y)
  }
  context.scale(2, 2)
  context.fillStyle = colour('--surface')
  context.fillRect(0, 0, size.width, size.height)
  models.forEach(({ kind, label }, line) => {
    write(label, 16, valueY(line), `--${kind}`, '600 12px')
  })
  cells.forEach(({ label, variant }, column) => {
    const x = HEAD + column * CELL
    write(label, x, 40)
    context.drawImage(images[column]!, x, 52, CROP, CROP)
    models.forEach(({ id, kind }, line) => {
      const score = variant.scores[id]?.score
      const from = reference?.scores[id]?.score
      if (score === undefined || from === undefined) return
      const change = variant.procedure === reference?.procedure ? 'ref' : signed(shownChange(score, from))
      write(`${whole(score)}  ${change}`, x, valueY(line), `--${kind}`)
    })
  })
  write(about, 16, 18, '--ink-3', '9px')
  for (const image of images) image.close()
  return pngOfCanvas(canvas)
}

const valueY = (line: number) => 52 + CROP + (line + 1) * LINE + 4
