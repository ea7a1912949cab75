import { defineConfig } from '@playwright/test'
import { BROWSER_VARIABLE, CHROMIUM_ARGS } from '../scripts/browser.ts'

const port = 4181

export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  // The engine loads and warms up in a worker for each page, on two cores: one page at a time is faster than two.
  workers: 1,
  fullyParallel: false,
  forbidOnly: Boolean(process.env.CI),
  // Two Live tests count what the engine gets done in seconds, and fail while a busy machine gets nothing done; who passes
  // at the second try is reported as flaky.
  retries: process.env.CI ? 1 : 0,
  timeout: 120_000,
  expect: { timeout: 30_000 },
  reporter: process.env.CI ? 'line' : 'list',
  use: {
    baseURL: `http://localhost:${port}/`,
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    // It would fetch everything anew for each test; its own allows it.
    serviceWorkers: 'block',
    launchOptions: { executablePath: process.env[BROWSER_VARIABLE] ?? '', args: CHROMIUM_ARGS },
  },
  webServer: {
    command: `npx tsx scripts/start.ts --port ${port}`,
    cwd: '..',
    url: `http://localhost:${port}/`,
    reuseExistingServer: false,
    timeout: 120_000,
  },
})
