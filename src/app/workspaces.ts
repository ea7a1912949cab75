import type { ComponentType } from 'react'
import { Evidence } from '#features/evidence/evidence.tsx'
import { evidenceKeys } from '#features/evidence/evidence-keys.ts'
import { Lab } from '#features/lab/lab.tsx'
import { labKeys } from '#features/lab/lab-keys.ts'
import { Live } from '#features/live/live.tsx'
import { liveKeys } from '#features/live/live-keys.ts'
import { Photos } from '#features/photos/photos.tsx'
import { photosKeys } from '#features/photos/photos-keys.ts'
import type { IconName } from '#ui/controls/icon.tsx'
import type { KeyTable } from '#ui/keys.ts'

export interface Workspace {
  /** Kebab-case; also the address's hash. */
  readonly id: string
  readonly label: string
  readonly icon: IconName
  readonly View: ComponentType
  readonly keys: KeyTable
}

/** Every workspace, in the order of the keys 1 to 5; the first one opens. */
export const workspaces: readonly [Workspace, ...Workspace[]] = [
  { id: 'photos', label: 'Photos', icon: 'photos', View: Photos, keys: photosKeys },
  { id: 'lab', label: 'Lab', icon: 'lab', View: Lab, keys: labKeys },
  { id: 'live', label: 'Live', icon: 'live', View: Live, keys: liveKeys },
  { id: 'evidence', label: 'Evidence', icon: 'evidence', View: Evidence, keys: evidenceKeys },
]
