import { useSyncExternalStore } from 'react'
import { type Workspace, workspaces } from './workspaces.ts'

/** The workspace that the address names; the first one where it names none. */
export function useWorkspace(): Workspace {
  const hash = useSyncExternalStore(subscribe, () => window.location.hash)
  // A workspace may write its settings behind a question mark.
  const [name] = hash.slice(1).split('?', 1)
  return workspaces.find(({ id }) => id === name) ?? workspaces[0]
}

function subscribe(listener: () => void) {
  window.addEventListener('hashchange', listener)
  return () => window.removeEventListener('hashchange', listener)
}
