import { spawnSync } from 'node:child_process'
import { BROWSER_VARIABLE, ensureBrowser } from './browser.ts'
import { ensureBuilt } from './build.ts'

const browser = ensureBrowser()
await ensureBuilt()
const { status } = spawnSync(
  process.execPath,
  ['node_modules/@playwright/test/cli.js', 'test', '--config', 'e2e/playwright.config.ts', ...process.argv.slice(2)],
  { stdio: 'inherit', env: { ...process.env, [BROWSER_VARIABLE]: browser } },
)
process.exitCode = status ?? 1
