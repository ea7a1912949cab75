import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'

/** The files we build from, pinned by content: another release of a package is fine as long as these bytes are in it. */
const pinned = {
  'face_detection_short_range.tflite': '3bc182eb9f33925d9e58b5c8d59308a760f4adea8f282370e428c51212c26633',
  'face_detection_full_range.tflite': '99bf9494d84f50acc6617d89873f71bf6635a841ea699c17cb3377f9507cfec3',
  'face_landmark_with_attention.tflite': '883b7411747bac657c30c462d305d312e9dec6adbf8b85e2f5d8d722fca9455d',
  'geometry_pipeline_metadata_landmarks.binarypb': 'bdbcda96dfcb7da883da124aaa2c55dee49770d934f0fcc71747f8c21bdc75b4',
} as const

type SourceFile = keyof typeof pinned

const require = createRequire(import.meta.url)

/** The npm packages that hold MediaPipe's models; both Apache-2.0. */
const manifests = {
  '@mediapipe/face_detection': require.resolve('@mediapipe/face_detection/package.json'),
  '@mediapipe/face_mesh': require.resolve('@mediapipe/face_mesh/package.json'),
} as const

type SourcePackage = keyof typeof manifests

export const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

/** `name@version` of the installed package. */
export function packageVersion(name: SourcePackage): string {
  const { version } = JSON.parse(readFileSync(manifests[name], 'utf8')) as { version: string }
  return `${name}@${version}`
}

/**
 * A model that @mediapipe/face_detection ships as a plain file.
 * @throws  where the file's content is not the pinned one
 */
export function faceDetectionFile(file: SourceFile): Buffer {
  return verified(file, readFileSync(packageFile('@mediapipe/face_detection', file)))
}

/**
 * A file out of @mediapipe/face_mesh's packed assets, a blob of Emscripten's file packager; the loader script beside it
 * lists where each file starts and ends.
 * @throws  where the list or the file is missing, or its content is not the pinned one
 */
export function faceMeshFile(file: SourceFile): Buffer {
  const packed = 'face_mesh_solution_packed_assets'
  const loader = readFileSync(packageFile('@mediapipe/face_mesh', `${packed}_loader.js`), 'utf8')
  const list = /loadPackage\((\{"files".*?\})\);/.exec(loader)?.[1]
  if (!list) throw new Error(`@mediapipe/face_mesh: no list of files in ${packed}_loader.js`)
  const { files } = JSON.parse(list) as { files: { filename: string; start: number; end: number }[] }
  const entry = files.find(({ filename }) => basename(filename) === file)
  if (!entry) throw new Error(`@mediapipe/face_mesh: ${file} is not among its packed assets`)
  const blob = readFileSync(packageFile('@mediapipe/face_mesh', `${packed}.data`))
  return verified(file, blob.subarray(entry.start, entry.end))
}

const packageFile = (name: SourcePackage, file: string) => join(dirname(manifests[name]), file)

function verified(file: SourceFile, bytes: Buffer): Buffer {
  const found = sha256(bytes)
  if (found !== pinned[file]) throw new Error(`${file}: expected sha256 ${pinned[file]}, found ${found}`)
  return bytes
}
