/** SharedArrayBuffer, and so threaded WASM, needs a cross-origin isolated page. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
} as const

/**
 * Nothing leaves the device: the page may fetch from its own origin alone. Menus and dialogs put a style element into
 * the page, hence the inline styles; workers start from a blob, so that they inherit all of this.
 */
export const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self' blob:",
  "connect-src 'self'",
  "img-src 'self' blob:",
  'media-src blob:',
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/** What a host should send with every answer; docs/hosting.md has it for several. */
export const headers: Readonly<Record<string, string>> = {
  ...isolation,
  // A page cannot forbid frames around itself by what stands in it.
  'Content-Security-Policy': `${contentSecurityPolicy}; frame-ancestors 'none'`,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Permissions-Policy': 'camera=(self), microphone=(), geolocation=(), display-capture=()',
}

/** What the dev server sends: it needs inline scripts. */
export const devHeaders: Readonly<Record<string, string>> = isolation

/** What takes the isolation away again, to see how a page does without. */
export const notIsolated: Readonly<Record<string, string>> = {
  'Cross-Origin-Opener-Policy': 'unsafe-none',
  'Cross-Origin-Embedder-Policy': 'unsafe-none',
}

/** The headers as a file named `_headers`, which Netlify and Cloudflare Pages obey. */
export const headersFile = `/*\n${Object.entries(headers)
  .map(([name, value]) => `  ${name}: ${value}\n`)
  .join('')}`
