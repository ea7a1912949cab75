import { parentPort, workerData } from 'node:worker_threads'
import sharp from 'sharp'
import type { Raster } from '#domain/geometry/raster.ts'
import { messageOf } from '../../../cli/arguments.ts'
import { cutCrops, openPicture } from '../../inputs/crops.ts'
import { type Net, type NetSpec, openNet } from '../../models/net.ts'
import { endOfWork, type ThreadAnswer, type ThreadMessage, type ThreadOrder } from './messages.ts'

/** Crops that a net gets at once. More of them leave the processor's cache, and each takes longer. */
const batchSize = 4

interface Crop {
  readonly raster: Raster
  readonly nets: readonly number[]
}

async function answer(nets: readonly Net[], order: ThreadOrder): Promise<ThreadAnswer> {
  const crops: Crop[] = []
  const failed: (string | null)[] = []
  for (const { picture, crops: wanted } of order) {
    try {
      const rasters = cutCrops(
        await openPicture(picture),
        wanted.map(({ transform }) => transform),
      )
      crops.push(...rasters.map((raster, i) => ({ raster, nets: wanted[i]!.nets })))
      failed.push(null)
    } catch (thrown) {
      failed.push(messageOf(thrown))
    }
  }
  const rows: Float32Array<ArrayBuffer>[] = []
  for (const [i, net] of nets.entries())
    rows.push(
      await runAll(
        net,
        crops.flatMap(({ raster, nets }) => (nets.includes(i) ? [raster] : [])),
      ),
    )
  return { rows, failed }
}

async function runAll(net: Net, crops: readonly Raster[]): Promise<Float32Array<ArrayBuffer>> {
  const width = net.outputs.reduce((sum, output) => sum + output.width, 0)
  const rows = new Float32Array(crops.length * width)
  for (let from = 0; from < crops.length; from += batchSize)
    rows.set(await net.run(crops.slice(from, from + batchSize)), from * width)
  return rows
}

const port = parentPort!
sharp.concurrency(1)
const opened = Promise.all((workerData as readonly NetSpec[]).map(openNet))
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
