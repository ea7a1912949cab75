import { readdirSync, readFileSync } from 'node:fs'
import type { Manifest } from '#domain/quality/manifest.ts'
import { shownPair } from '#domain/quality/shown-pair.ts'
import packageJson from '../../../../package.json' with { type: 'json' }
import { sha256Of } from '../../hash.ts'

const repo = new URL('../../../../', import.meta.url)
const code = new URL('src/inference/faces/', repo)

/**
 * Stands for all that decides which faces the app finds on a picture: MediaPipe, its models, our code around them, and the
 * student that is asked how it cuts them.
 */
export function finderVersion(): string {
  const { assets, models } = JSON.parse(readFileSync(new URL('public/models/manifest.json', repo), 'utf8')) as Manifest
  const student = shownPair(models, null).find(({ role }) => role === 'student')
  const files = readdirSync(code).filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts'))
  return sha256Of(
    [
      packageJson.dependencies['@mediapipe/tasks-vision'],
      ...assets.map(({ sha256 }) => sha256),
      ...(student?.output.alignment ? [student.sha256] : []),
      ...files.sort().map((file) => sha256Of(readFileSync(new URL(file, code)))),
    ].join(' '),
  ).slice(0, 16)
}
