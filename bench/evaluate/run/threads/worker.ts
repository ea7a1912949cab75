import { parentPort, workerData } from 'node:worker_threads'
import sharp from 'sharp'
import type { Raster } from '#domain/geometry/raster.ts'
import type { Similarity } from '#domain/geometry/similarity.ts'
import { messageOf } from '../../../cli/arguments.ts'
import { cutCrops, openPicture, type PictureSource } from '../../inputs/crops.ts'
import { type Net, type NetSpec, openNet } from '../../models/net.ts'

/** What a thread is asked: pictures, and of each the crops with the nets that are to see them. */
export type ThreadOrder = readonly {
  readonly picture: PictureSource
  readonly crops: readonly { readonly transform: Similarity<'source', 'crop'>; readonly nets: readonly number[] }[]
}[]

/** What a thread answers to an order. */
export interface ThreadAnswer {
  /** For each net the rows of the crops that it was to see, in their order, without those of failed pictures. */
  readonly rows: readonly Float32Array<ArrayBuffer>[]
  /** For each picture why it could not be opened; null where it could. */
  readonly failed: readonly (string | null)[]
}

export type ThreadMessage = { readonly answer: ThreadAnswer } | { readonly error: string }

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
port.on('message', async (order: ThreadOrder) => {
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
