import { create } from 'zustand'
import type { PlumbError } from '#domain/errors.ts'
import type { ModelEntry } from '#domain/quality/manifest.ts'
import { createModelFiles } from '#inference/models/files.ts'

interface Released {
  /** The models of this page with their cards; null until the manifest is there. */
  readonly models: readonly ModelEntry[] | null
  readonly error: PlumbError | null
}

/** What the page's own manifest says of its models. */
export const useReleased = create<Released>()(() => ({ models: null, error: null }))

let coming: Promise<void> | null = null

/** Fetches the manifest once; after a failure, again. */
export function loadReleased(): Promise<void> {
  const folder = new URL(`${import.meta.env.BASE_URL}models/`, document.baseURI).href
  coming ??= createModelFiles(folder)
    .manifest()
    .then(
      ({ models }) => useReleased.setState({ models, error: null }),
      (error: PlumbError) => {
        coming = null
        useReleased.setState({ models: null, error })
      },
    )
  return coming
}
