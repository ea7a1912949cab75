import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'
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

export default defineConfig({
  base: './',
  define: { __APP_VERSION__: JSON.stringify(packageJson.version) },
  plugins: [react(), policyInPage, headersBesidePage, evidenceFiles()],
  worker: { format: 'es' },
  optimizeDeps: { exclude: ['onnxruntime-web', '@mediapipe/tasks-vision'] },
  build: { target: 'esnext', rolldownOptions: { input: ['index.html', 'headless.html'] } },
  server: { headers: devHeaders },
  preview: { headers },
})
