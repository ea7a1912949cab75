import { useState } from 'react'
import { pickFolder, pickPhotos, takePhoto } from '#stores/photos/files.ts'
import { type Failure, failureOf } from '#stores/photos/photos.ts'
import { addSamples, samples, sampleUrl } from '#stores/photos/samples.ts'
import { AxisLabels, ScoreMark } from '#ui/mark/score-mark.tsx'
import './empty.css'

/** An example that the page reads out part by part; its numbers are round and nobody's. */
const example = {
  kind: 'scored',
  student: { score: 72, spread: 5, worst: 14 },
  baseline: { score: 66, spread: 13, worst: 31 },
} as const

/** What a person sees before the first photo: the question, the ways to begin, and how to read the mark. */
export function Empty() {
  return (
    <div className="empty">
      <div className="empty-edge" />
      <div className="empty-inner">
        <section>
          <h1>How useful is this face for recognition?</h1>
          <p className="empty-lead">
            Plumb scores a face photo from 0 to 100, then misaligns the crop 24 ways and shows how far the score moves.
          </p>
          <div className="empty-actions">
            <button type="button" className="button main big" onClick={pickPhotos}>
              Choose photos
            </button>
            <button type="button" className="button big desk-only" onClick={pickFolder}>
              Choose a folder
            </button>
            <button type="button" className="button big phone-only" onClick={takePhoto}>
              Take a photo
            </button>
          </div>
          <p className="empty-privacy">
            <span className="desk-only">Or drop them anywhere, or paste. </span>Photos stay on this device.
          </p>
        </section>
        <section className="anatomy" aria-label="How to read the score mark">
          <div className="anatomy-mark">
            <div>
              <ScoreMark state={example} size="live" />
              <AxisLabels />
            </div>
            <p>
              72 <small>± 5</small>
            </p>
          </div>
          <dl>
            <dt className="of-student">Blade</dt>
            <dd>the score: more useful than 72% of the reference faces</dd>
            <dt className="of-student">Block</dt>
            <dd>± 5 points, how far misaligned crops move it</dd>
            <dt className="of-student">Skirt</dt>
            <dd>the worst of the 24 crops</dd>
            <dt className="of-baseline">Below the line</dt>
            <dd>the same for the baseline, which never learned misalignment</dd>
          </dl>
        </section>
        <Samples />
      </div>
    </div>
  )
}

function Samples() {
  const [failure, setFailure] = useState<Failure | null>(null)
  const add = (files: readonly string[]) => {
    setFailure(null)
    addSamples(files).catch((thrown: unknown) => setFailure(failureOf(thrown)))
  }
  return (
    <section className="samples">
      <header>
        <h2>Or start from a sample</h2>
        <button type="button" className="link" onClick={() => add(samples.map(({ file }) => file))}>
          Score all eight
        </button>
      </header>
      {failure && (
        <p role="alert">
          <b>{failure.message}</b> {failure.remedy}
        </p>
      )}
      <ul>
        {samples.map(({ file, label }) => (
          <li key={file}>
            <button type="button" onClick={() => add([file])}>
              <span className="sample-face">
                <img src={sampleUrl(file)} alt="" decoding="async" draggable={false} />
              </span>
              {label}
            </button>
          </li>
        ))}
      </ul>
    </section>
  )
}
