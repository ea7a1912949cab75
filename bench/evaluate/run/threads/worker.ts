import { parentPort, workerData } from 'node:worker_threads'
import sharp from 'sharp'
import type { Raster } from '#domain/geometry/raster.ts'
import { messageOf } from '../../../cli/arguments.ts'
import { cutCrops, openPicture } from '../../inputs/crops.ts'
import type { Picture } from '../../inputs/degrade/degrade.ts'
import { mendCrop } from '../../inputs/mend.ts'
import { alignmentOutput, type Net, openNet } from '../../models/net.ts'
import { endOfWork, type ThreadAnswer, type ThreadMessage, type ThreadOrder, type ThreadSetting } from './messages.ts'

/** Crops that a net gets at once. More of them leave the processor's cache, and each takes longer. */
const batchSize = 4

/** A crop as it is cut of a picture, and how the mender says that it lies; null where nobody asks. */
interface Cut {
  readonly raster: Raster
  alignment: Float32Array | null
}

/** What some nets see. */
interface View {
  readonly cut: Cut
  readonly isMended: boolean
  readonly nets: readonly number[]
}

interface Opened {
  readonly nets: readonly Net[]
  readonly mender: number | null
}

async function answer({ nets, mender }: Opened, order: ThreadOrder): Promise<ThreadAnswer> {
  const views: View[] = []
  const failed: (string | null)[] = []
  for (const { picture, crops } of order) {
    try {
      views.push(...viewsOf(await openPicture(picture), crops))
      failed.push(null)
    } catch (thrown) {
      failed.push(messageOf(thrown))
    }
  }
  // What the mender says of a crop mends it and may be a score: it is asked once.
  const known = new Map<Raster, Float32Array>()
  if (mender !== null) await align(nets[mender]!, views, known)
  const rows: Float32Array<ArrayBuffer>[] = []
  for (const [i, net] of nets.entries())
    rows.push(await runAll(net, views.filter((view) => view.nets.includes(i)).map(seenIn), i === mender ? known : none))
  return { rows, failed }
}

const none: ReadonlyMap<Raster, Float32Array> = new Map()

/** Crops of the same place are cut once, and mended from that. */
function viewsOf(picture: Picture, crops: ThreadOrder[number]['crops']): readonly View[] {
  const nameOf = ({ a, b, tx, ty }: (typeof crops)[number]['transform']) => [a, b, tx, ty].join()
  const transforms = new Map(crops.map(({ transform }) => [nameOf(transform), transform]))
  const rasters = cutCrops(picture, [...transforms.values()])
  const cuts = new Map(
    [...transforms.keys()].map((name, i): [string, Cut] => [name, { raster: rasters[i]!, alignment: null }]),
  )
  return crops.map(({ transform, isMended, nets }) => ({ cut: cuts.get(nameOf(transform))!, isMended, nets }))
}

/** Asks the mender of every crop that is to be mended, and keeps all that it says. */
async function align(net: Net, views: readonly View[], known: Map<Raster, Float32Array>): Promise<void> {
  const cuts = [...new Set(views.filter(({ isMended }) => isMended).map(({ cut }) => cut))]
  const rows = await runAll(
    net,
    cuts.map(({ raster }) => raster),
    none,
  )
  const width = widthOf(net)
  const first = widthOf({
    outputs: net.outputs.slice(
      0,
      net.outputs.findIndex(({ name }) => name === alignmentOutput.name),
    ),
  })
  for (const [i, cut] of cuts.entries()) {
    const row = rows.subarray(i * width, (i + 1) * width)
    known.set(cut.raster, row)
    cut.alignment = row.subarray(first, first + alignmentOutput.width)
  }
}

/** Null where a crop cannot be mended. */
const seenIn = ({ cut, isMended }: View): Raster | null =>
  isMended ? mendCrop(cut.raster, cut.alignment ?? []) : cut.raster

const widthOf = ({ outputs }: Pick<Net, 'outputs'>) => outputs.reduce((sum, { width }) => sum + width, 0)

/** A row a crop; NaN where that is null. */
async function runAll(
  net: Net,
  crops: readonly (Raster | null)[],
  known: ReadonlyMap<Raster, Float32Array>,
): Promise<Float32Array<ArrayBuffer>> {
  const width = widthOf(net)
  const rows = new Float32Array(crops.length * width).fill(Number.NaN)
  const left: { readonly place: number; readonly crop: Raster }[] = []
  for (const [place, crop] of crops.entries()) {
    if (!crop) continue
    const row = known.get(crop)
    if (row) rows.set(row, place * width)
    else left.push({ place, crop })
  }
  for (let from = 0; from < left.length; from += batchSize) {
    const batch = left.slice(from, from + batchSize)
    const found = await net.run(batch.map(({ crop }) => crop))
    for (const [i, { place }] of batch.entries()) rows.set(found.subarray(i * width, (i + 1) * width), place * width)
  }
  return rows
}

const port = parentPort!
sharp.concurrency(1)
const { nets: specs, mender } = workerData as ThreadSetting
const opened = Promise.all(specs.map(openNet)).then((nets): Opened => ({ nets, mender }))
port.on('message', async (order: ThreadOrder | typeof endOfWork) => {
  // A thread that is terminated while onnxruntime runs takes the whole process with it, so it is asked to leave.
  if (order === endOfWork) return process.exit()
  try {
    const found = await answer(await opened, order)
    port.postMessage(
      { answer: found } satisfies ThreadMessage,
      found.rows.map(({ buffer }) => buffer),
    )
  } catch (thrown) {
    port.postMessage({ error: messageOf(thrown) } satisfies ThreadMessage)
  }
})
