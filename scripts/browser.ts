import { execFileSync } from 'node:child_process'
import { accessSync, constants, existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from '@playwright/test'

/** Names a browser's executable outright, in front of every search. */
export const BROWSER_VARIABLE = 'PLUMB_BROWSER'

/** What every Chromium that we start gets: nothing of the browser's own goes out, and it runs without a screen. */
export const CHROMIUM_ARGS = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>
  readonly isExecutable: (path: string) => boolean
  readonly playwrightsOwn: () => string
}

const COMMANDS = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome']

const APPLICATIONS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
]

/**
 * Path of a Chromium that is already here: the one named in PLUMB_BROWSER, else an installed Chromium or Chrome, else
 * Playwright's own.
 *
 * @returns null where there is none
 * @throws  Error where PLUMB_BROWSER names something that cannot be run
 */
export function findBrowser(machine: Machine = thisMachine): string | null {
  const named = machine.env[BROWSER_VARIABLE]
  if (named) {
    if (!machine.isExecutable(named)) throw new Error(`${BROWSER_VARIABLE} names ${named}, which cannot be run.`)
    return named
  }
  const folders = (machine.env.PATH ?? '').split(delimiter).filter(Boolean)
  const installed = COMMANDS.flatMap((command) => folders.map((folder) => join(folder, command)))
  return [...installed, ...APPLICATIONS, machine.playwrightsOwn()].find(machine.isExecutable) ?? null
}

/**
 * Path of a Chromium, installed first where none is here: through apt-get as root on Debian, elsewhere through
 * Playwright's download. What the installers say goes to stderr.
 *
 * @throws Error that says what to do where both fail
 */
export function ensureBrowser(): string {
  const found = findBrowser()
  if (found) return found
  try {
    for (const [command, ...args] of installers()) execFileSync(command, args, { stdio: ['ignore', 2, 2] })
  } catch (cause) {
    throw new Error(`No browser could be installed. Install Chromium, or name one in ${BROWSER_VARIABLE}.`, { cause })
  }
  const installed = findBrowser()
  if (!installed) throw new Error(`No browser was found. Install Chromium, or name one in ${BROWSER_VARIABLE}.`)
  return installed
}

const thisMachine: Machine = {
  env: process.env,
  isExecutable: (path) => {
    try {
      accessSync(path, constants.X_OK)
      return true
    } catch {
      return false
    }
  },
  playwrightsOwn: () => chromium.executablePath(),
}

function installers(): (readonly [string, ...string[]])[] {
  const isDebianRoot = process.getuid?.() === 0 && existsSync('/etc/debian_version')
  return isDebianRoot
    ? [
        ['apt-get', 'update'],
        ['apt-get', 'install', '--yes', '--no-install-recommends', 'chromium'],
      ]
    : [[process.execPath, 'node_modules/@playwright/test/cli.js', 'install', 'chromium']]
}
