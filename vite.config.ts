import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import packageJson from './package.json' with { type: 'json' }
import { evidenceFiles } from './scripts/evidence-files.ts'
import { contentSecurityPolicy, devHeaders, headers, headersFile } from './src/app/headers.ts'

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

/** Netlify and Cloudflare Pages read the headers from a file beside the page. */
const headersBesidePage: Plugin = {
  name: 'plumb-headers-file',
  apply: 'build',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: '_headers', source: headersFile })
  },
}

/** The app whole, kept by the browser for use without a network, and what makes it installable. */
const offline = VitePWA({
  strategies: 'injectManifest',
  srcDir: 'src/app',
  filename: 'service-worker.ts',
  // `app/offline.ts` registers it, once the engine is ready.
  injectRegister: false,
  includeManifestIcons: false,
  injectManifest: {
    globPatterns: ['**/*'],
    // The plugin lists the manifest by itself. Of the evaluation what the page shows is in its parts; the whole is but saved.
    globIgnores: ['_headers', 'headless.html', 'manifest.webmanifest', 'evidence/results.json'],
    maximumFileSizeToCacheInBytes: 64e6,
  },
  manifest: {
    name: 'Plumb',
    short_name: 'Plumb',
    description: packageJson.description,
    display: 'standalone',
    background_color: '#ffffff',
    theme_color: '#ffffff',
    icons: [{ src: 'favicon.svg', sizes: 'any', type: 'image/svg+xml' }],
  },
})

export default defineConfig({
  base: './',
  define: { __APP_VERSION__: JSON.stringify(packageJson.version) },
  plugins: [react(), policyInPage, headersBesidePage, evidenceFiles(), offline],
  worker: { format: 'es' },
  optimizeDeps: { exclude: ['onnxruntime-web', '@mediapipe/tasks-vision'] },
  build: { target: 'esnext', rolldownOptions: { input: ['index.html', 'headless.html'] } },
  server: { headers: devHeaders },
  preview: { headers },
})
