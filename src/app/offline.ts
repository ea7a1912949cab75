import { create } from 'zustand'

/** Whether a new version waits until a person asks for it. */
export const useUpdate = create<boolean>()(() => false)

let registration: ServiceWorkerRegistration | null = null

/**
 * Has the browser keep the whole app, so that it opens without a network. A new version is fetched when the page is
 * opened, and offered. Browsers that keep nothing, as in a private window, lose nothing but that.
 */
export async function keepOffline(): Promise<void> {
  // Absent outside secure contexts, which the types do not know.
  const workers = navigator.serviceWorker as ServiceWorkerContainer | undefined
  if (!import.meta.env.PROD || !workers) return
  registration = await workers.register(new URL('service-worker.js', document.baseURI)).catch(() => null)
  if (!registration) return
  if (registration.waiting && workers.controller) useUpdate.setState(true, true)
  registration.addEventListener('updatefound', () => {
    const coming = registration?.installing
    coming?.addEventListener('statechange', () => {
      // The first one of all replaces nothing.
      if (coming.state === 'installed' && workers.controller) useUpdate.setState(true, true)
    })
  })
}

/** Goes over to the new version: the page is loaded again. */
export function takeUpdate(): void {
  navigator.serviceWorker.addEventListener('controllerchange', () => window.location.reload(), { once: true })
  // Another tab may have gone over already.
  if (registration?.waiting) registration.waiting.postMessage('take-over')
  else window.location.reload()
}
