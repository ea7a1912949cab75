import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from '#app/app.tsx'
import { ErrorBoundary } from '#app/error-boundary.tsx'
import { keepOffline } from '#app/offline.ts'
import { PageStopped } from '#app/stopped.tsx'
import { showTheme } from '#app/theme.ts'
import { createEngine } from '#engine/client.ts'
import { createScoringQueue } from '#engine/scoring-queue.ts'
import { askedOf } from '#stores/page-address.ts'
import { guardLeaving } from '#stores/photos/leaving.ts'
import { startSession } from '#stores/session.ts'
import { useSettings } from '#stores/settings.ts'
import '@fontsource-variable/inter/opsz.css'
import '#ui/tokens.css'
import '#ui/base.css'

showTheme(useSettings.getState().theme)
const engine = createEngine({
  ...askedOf(window.location.search),
  modelsUrl: new URL(`${import.meta.env.BASE_URL}models/`, document.baseURI).href,
})
startSession(engine, (emit) => createScoringQueue(engine, emit))
guardLeaving()
// What the engine needs comes first.
const unsubscribe = engine.subscribe(() => {
  if (engine.status.state !== 'ready') return
  unsubscribe()
  void keepOffline()
})
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <ErrorBoundary fallback={(error, again) => <PageStopped error={error} again={again} />}>
      <App />
    </ErrorBoundary>
  </StrictMode>,
)
