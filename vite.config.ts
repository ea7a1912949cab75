import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import packageJson from './package.json' with { type: 'json' }
import { evidenceFiles } from './scripts/evidence-files.ts'

/** SharedArrayBuffer, and so threaded WASM, needs a cross-origin isolated page. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
}

/**
 * Nothing leaves the device: the page may fetch from its own origin alone. Menus and dialogs put a style element into
 * the page, hence the inline styles.
 */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self'",
  "img-src 'self' blob:",
  'media-src blob:',
  "style-src 'self' 'unsafe-inline'",
  "font-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ')

/** Puts the policy into the built page, so that any static host serves it; the dev server needs inline scripts. */
const policyInPage: Plugin = {
  name: 'plumb-content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy },
      injectTo: 'head-prepend',
    },
  ],
}

export default defineConfig({
  base: './',
  define: { __APP_VERSION__: JSON.stringify(packageJson.version) },
  plugins: [react(), policyInPage, evidenceFiles()],
  worker: { format: 'es' },
  optimizeDeps: { exclude: ['onnxruntime-web', '@mediapipe/tasks-vision'] },
  build: { target: 'esnext', rolldownOptions: { input: ['index.html', 'headless.html'] } },
  server: { headers: isolation },
  // A worker has the policy of its own response, not the page's.
  preview: { headers: { ...isolation, 'Content-Security-Policy': contentSecurityPolicy } },
})
