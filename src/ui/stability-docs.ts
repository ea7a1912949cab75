import definition from '../../docs/stability.md?url&no-inline'
import implementation from '../../docs/stability.py?url&no-inline'

/** The definition of stability, and a page of Python that computes it: files that are served with the page. */
export const stabilityDocs = { definition, implementation } as const
