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
  return url ? (
    <img className={`picture ${className}`} src={url} alt={alt} decoding="async" draggable={false} />
  ) : (
    <span className={`picture ${className}`} />
  )
}
