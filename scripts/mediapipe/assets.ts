import type { AssetEntry } from '#domain/quality/manifest.ts'
import { mergeLandmarks, refinedRegions } from './landmark-merge.ts'
import { faceDetectionFile, faceMeshFile, packageVersion, sha256 } from './sources.ts'
import { changeModel } from './tflite/model.ts'
import { zipStored } from './zip.ts'

interface BuiltAsset {
  readonly entry: AssetEntry
  readonly bytes: Buffer
}

/**
 * MediaPipe's models as tasks-vision takes them, out of the npm packages of its predecessor; the same bytes each time.
 *
 * - FaceDetector's two models get the metadata that says how their input is normalised.
 * - FaceLandmarker's bundle gets the short-range detector, the attention mesh with its outputs merged into 478 points,
 *   and the geometry metadata. It works with the CPU delegate alone: the GPU delegate has no gather. No blendshapes.
 * @throws  where a package's files are not the ones that this was written for
 */
export function buildAssets(): readonly BuiltAsset[] {
  const faceDetection = packageVersion('@mediapipe/face_detection')
  const faceMesh = packageVersion('@mediapipe/face_mesh')

  const detector = { name: 'BlazeFace', mean: 127.5, std: 127.5 }
  const full = changeModel(faceDetectionFile('face_detection_full_range.tflite'), detector)
  const short = changeModel(faceDetectionFile('face_detection_short_range.tflite'), detector)

  const attention = faceMeshFile('face_landmark_with_attention.tflite')
  const landmarks = changeModel(attention, {
    name: 'FaceMesh with attention',
    mean: 0,
    std: 255,
    extend: mergeLandmarks(refinedRegions(attention)),
  })
  // FaceLandmarker looks these files up by name.
  const geometry = 'geometry_pipeline_metadata_landmarks.binarypb'
  const landmarker = zipStored({
    'face_detector.tflite': short,
    'face_landmarks_detector.tflite': landmarks,
    [geometry]: faceMeshFile(geometry),
  })

  return [
    asset('face-detector-full', 'face_detector_full.tflite', full, [faceDetection]),
    asset('face-detector-short', 'face_detector_short.tflite', short, [faceDetection]),
    asset('face-landmarker', 'face_landmarker.task', landmarker, [faceMesh, faceDetection]),
  ]
}

function asset(id: AssetEntry['id'], file: string, bytes: Buffer, packages: readonly string[]): BuiltAsset {
  const source = packages.join(', ')
  return { bytes, entry: { id, file, bytes: bytes.length, sha256: sha256(bytes), source, licence: 'Apache-2.0' } }
}
