import { useState } from 'react'
import { useObjectUrl } from './object-url.ts'

interface Props {
  readonly blob: Blob | null
  /** Empty where the name beside it says the same. */
  readonly alt: string
  readonly className?: string
}

/** A picture from a blob; its place is held while there is none. */
export function Picture({ blob, alt, className = '' }: Props) {
  const url = useObjectUrl(blob)
  /** What the browser cannot show keeps an empty place, not a broken picture. */
  const [broken, setBroken] = useState<string>()
  return url && url !== broken ? (
    <img
      className={`picture ${className}`}
      src={url}
      alt={alt}
      decoding="async"
      draggable={false}
      onError={() => setBroken(url)}
    />
  ) : (
    <span className={`picture ${className}`} />
  )
}
