import { referenceOf } from '#domain/alignment/align.ts'
import { useEngine } from '#stores/engine.ts'
import type { FaceEntry } from '#stores/photos/photos.ts'

const landmarks = {
  landmarker: 'landmarker, 478 points',
  detector: 'detector, 6 keypoints',
  manual: 'set by hand, 5 points',
} as const

/** Where the numbers come from. */
export function Provenance({ face: { face } }: { readonly face: FaceEntry }) {
  const info = useEngine((state) => state.info)
  return (
    <p className="provenance">
      <span>Landmarks: {landmarks[face.source]}</span>
      <span>Procedure: {referenceOf(face)}</span>
      {info?.models.map(({ id, sha256 }) => (
        <span key={id}>
          {id} {sha256.slice(0, 8)}
        </span>
      ))}
      {info && <span>{info.backend === 'webgpu' ? 'WebGPU' : 'WASM'}</span>}
      <span>Plumb {__APP_VERSION__}</span>
    </p>
  )
}
