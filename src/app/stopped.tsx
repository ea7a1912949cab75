import { saveCsv, saveJson } from '#features/photos/list/save-list.ts'
import { modelOf, useEngine } from '#stores/engine.ts'
import { usePhotos } from '#stores/photos/photos.ts'
import { listRecord } from '#stores/photos/record.ts'
import { whole } from '#ui/format.ts'
import { SaveFailure, useSaving } from '#ui/save-failure.tsx'

interface Props {
  readonly error: Error
  again(): void
}

/** In place of a workspace that failed. */
export function WorkspaceStopped({ name, error, again }: Props & { readonly name: string }) {
  return (
    <div className="stopped" role="alert">
      <h1>{name} stopped.</h1>
      <p className="quiet">Photos and scores so far are kept. {error.message}</p>
      <button type="button" className="button main" onClick={again}>
        Try again
      </button>
    </div>
  )
}

/** In place of the foot. */
export function FootStopped({ again }: Pick<Props, 'again'>) {
  return (
    <footer className="foot">
      <span>The status line stopped.</span>
      <button type="button" className="link" onClick={again}>
        Try again
      </button>
    </footer>
  )
}

/** In place of the whole page: what was scored can still be seen and saved. */
export function PageStopped({ error, again }: Props) {
  const saving = useSaving()
  const faces = scoredFaces()
  return (
    <main className="stopped">
      <div role="alert">
        <h1>Plumb stopped.</h1>
        <p className="quiet">Photos and scores so far are kept until the page is closed. {error.message}</p>
      </div>
      <p>
        <button type="button" className="button main" onClick={again}>
          Try again
        </button>{' '}
        <SaveFailure {...saving}>
          <button type="button" className="button" onClick={() => saving.save(saveJson)}>
            Save everything (JSON)
          </button>
        </SaveFailure>{' '}
        <button type="button" className="button" onClick={() => saving.save(() => saveCsv(','))}>
          Save the table (CSV)
        </button>
      </p>
      <ul aria-label="Scores so far">
        {faces.map(({ id, file, score }) => (
          <li key={id}>
            {file}: {score}
          </li>
        ))}
      </ul>
    </main>
  )
}

/** Read once, since what watches the stores may be what failed. */
function scoredFaces() {
  const { info } = useEngine.getState()
  const student = modelOf(info, 'student')?.id ?? ''
  return listRecord(usePhotos.getState(), info, new Date()).faces.map(({ file, face, scores }) => ({
    id: `${file} ${face}`,
    file,
    score: whole(scores[student]?.score ?? Number.NaN),
  }))
}
