import { pickPhotos } from '#stores/photos/files.ts'
import { usePhotos } from '#stores/photos/photos.ts'
import { addSamples, samples, sampleUrl } from '#stores/photos/samples.ts'
import { Awaited } from './faces/awaited.tsx'
import { OwnModelPanel } from './own/own-model-panel.tsx'

/** The Lab without a face: how to get one. */
export function LabEmpty() {
  const waits = usePhotos(({ order, pending }) => order.length > 0 && pending.photos + pending.faces > 0)
  return (
    <div className="lab-empty">
      <h1>What does alignment do to the score?</h1>
      <p className="quiet">
        {waits
          ? 'The first face is being scored.'
          : 'Put a face on the bench: move its landmarks, turn and scale the crop, and see how far each model’s score goes.'}
      </p>
      <Awaited />
      <button type="button" className="button main big" onClick={pickPhotos}>
        Choose photos
      </button>
      <ul className="lab-samples" aria-label="Samples">
        {samples.slice(0, 4).map(({ file, label }) => (
          <li key={file}>
            <button type="button" onClick={() => addSamples([file])}>
              <img src={sampleUrl(file)} alt="" decoding="async" draggable={false} />
              {label}
            </button>
          </li>
        ))}
      </ul>
      <OwnModelPanel />
    </div>
  )
}
