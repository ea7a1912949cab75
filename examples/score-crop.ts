// Scores aligned face crops, 112 × 112: npx tsx examples/score-crop.ts CROP.png...
import { readFileSync } from 'node:fs'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import sharp from 'sharp'
import type { Manifest } from '../src/domain/quality/manifest.ts'

const { models }: Manifest = JSON.parse(readFileSync('public/models/manifest.json', 'utf8'))
const { file, input, output, scale } = models.find(({ role }) => role === 'student')!
const session = await InferenceSession.create(`public/models/${file}`)

for (const path of process.argv.slice(2)) {
  const rgb = await sharp(path).removeAlpha().toColourspace('srgb').raw().toBuffer()
  const planes = Float32Array.from(rgb, (_, i) => rgb[(i % 112 ** 2) * 3 + Math.floor(i / 112 ** 2)]!)
  const results = await session.run({ [input.name]: new Tensor('float32', planes, [1, 3, 112, 112]) })
  const raw = Number(results[output.quality]!.data[0])
  // Of the reference faces, quantile i of 1000 has i / 10 percent below it.
  const score =
    Math.max(
      0,
      scale.quantiles.findLastIndex((quantile) => quantile <= raw),
    ) / 10
  console.log(path, `raw ${raw.toFixed(4)}`, `score ${score.toFixed(1)}`)
}
