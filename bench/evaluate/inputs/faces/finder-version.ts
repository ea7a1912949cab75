import { readdirSync, readFileSync } from 'node:fs'
import type { Manifest } from '#domain/quality/manifest.ts'
import packageJson from '../../../../package.json' with { type: 'json' }
import { sha256Of } from '../../hash.ts'

const repo = new URL('../../../../', import.meta.url)
const code = new URL('src/inference/faces/', repo)

/** Stands for all that decides which faces the app finds on a picture: MediaPipe, its models, and our code around them. */
export function finderVersion(): string {
  const { assets } = JSON.parse(readFileSync(new URL('public/models/manifest.json', repo), 'utf8')) as Manifest
  const files = readdirSync(code).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  return sha256Of(
    [
      packageJson.dependencies['@mediapipe/tasks-vision'],
      ...assets.map(({ sha256 }) => sha256),
      ...files.sort().map((file) => sha256Of(readFileSync(new URL(file, code)))),
    ].join(' '),
  ).slice(0, 16)
}
