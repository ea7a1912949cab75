import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from '#app/app.tsx'
import { showTheme } from '#app/theme.ts'
import { createEngine } from '#engine/client.ts'
import type { BackendChoice } from '#engine/protocol.ts'
import { createScoringQueue } from '#engine/scoring-queue.ts'
import { startSession } from '#stores/session.ts'
import { useSettings } from '#stores/settings.ts'
import '@fontsource-variable/inter/opsz.css'
import '#ui/tokens.css'
import '#ui/base.css'

const choices: readonly string[] = ['auto', 'webgpu', 'wasm'] satisfies BackendChoice[]

/** `?backend=wasm` or `?backend=webgpu` forces one. */
function backendChoice(): BackendChoice {
  const asked = new URLSearchParams(window.location.search).get('backend')
  return asked !== null && choices.includes(asked) ? (asked as BackendChoice) : 'auto'
}

showTheme(useSettings.getState().theme)
const engine = createEngine({
  backend: backendChoice(),
  modelsUrl: new URL(`${import.meta.env.BASE_URL}models/`, document.baseURI).href,
})
startSession(engine, (emit) => createScoringQueue(engine, emit))
createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <App />
  </StrictMode>,
)
