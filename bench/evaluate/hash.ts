import { createHash } from 'node:crypto'

/** SHA-256, hexadecimal. */
export const sha256Of = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex')
