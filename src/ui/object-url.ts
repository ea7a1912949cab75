import { useLayoutEffect, useState } from 'react'

/** The one place where object URLs are made and revoked: each lives as long as something on the page shows it. */
const urls = new Map<Blob, { readonly url: string; users: number }>()

function take(blob: Blob): string {
  const entry = urls.get(blob) ?? { url: URL.createObjectURL(blob), users: 0 }
  entry.users++
  urls.set(blob, entry)
  return entry.url
}

function leave(blob: Blob): void {
  const entry = urls.get(blob)
  if (!entry || --entry.users > 0) return
  urls.delete(blob)
  URL.revokeObjectURL(entry.url)
}

/** An address for a blob while the component is mounted; undefined before the first layout and for null. */
export function useObjectUrl(blob: Blob | null): string | undefined {
  const [url, setUrl] = useState<string>()
  useLayoutEffect(() => {
    if (!blob) return setUrl(undefined)
    setUrl(take(blob))
    return () => leave(blob)
  }, [blob])
  return url
}
