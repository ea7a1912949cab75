// Mends a folder of badly cut face crops, 112 × 112: npx tsx examples/mend-crops.ts FROM TO
import { mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join, parse } from 'node:path'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import sharp from 'sharp'
import { mendCrop, toSelfAlignments } from '../src/domain/alignment/self-alignment.ts'
import type { Manifest } from '../src/domain/quality/manifest.ts'

const [from = '.', to = 'mended'] = process.argv.slice(2)
const { file, input, output } = (JSON.parse(readFileSync('public/models/manifest.json', 'utf8')) as Manifest).locator!
const locator = await InferenceSession.create(`public/models/${file}`)
mkdirSync(to, { recursive: true })

for (const name of readdirSync(from)) {
  const data = await sharp(join(from, name)).removeAlpha().toColourspace('srgb').raw().toBuffer()
  const planes = Float32Array.from(data, (_, i) => data[(i % 112 ** 2) * 3 + Math.floor(i / 112 ** 2)]!)
  const results = await locator.run({ [input.name]: new Tensor('float32', planes, [1, 3, 112, 112]) })
  // From a point of the proper crop to its place in this one.
  const [found] = toSelfAlignments(results[output.alignment]!.data as Float32Array)
  const mended = mendCrop({ width: 112, height: 112, channels: 3, data }, found!)
  const raw = { width: 112, height: 112, channels: 3 } as const
  await sharp(mended.data, { raw }).toFile(join(to, `${parse(name).name}.png`))
}
