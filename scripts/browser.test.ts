import { delimiter } from 'node:path'
import { describe, expect, it } from 'vitest'
import { findBrowser } from './browser.ts'

const machine = (executables: readonly string[], env: Record<string, string> = {}) => ({
  env: { PATH: ['/one', '/two'].join(delimiter), ...env },
  isExecutable: (path: string) => executables.includes(path),
  playwrightsOwn: () => '/playwright/chrome',
})

describe('findBrowser', () => {
  it('takes the one named in PLUMB_BROWSER before any other', () => {
    expect(findBrowser(machine(['/one/chromium', '/mine'], { PLUMB_BROWSER: '/mine' }))).toBe('/mine')
  })

  it('says so where PLUMB_BROWSER names nothing that runs', () => {
    expect(() => findBrowser(machine(['/one/chromium'], { PLUMB_BROWSER: '/gone' }))).toThrow('/gone')
  })

  it('prefers an installed one to Playwright’s own', () => {
    expect(findBrowser(machine(['/playwright/chrome', '/two/google-chrome']))).toBe('/two/google-chrome')
  })

  it('falls back to Playwright’s own', () => {
    expect(findBrowser(machine(['/playwright/chrome']))).toBe('/playwright/chrome')
  })

  it('says null where there is none', () => {
    expect(findBrowser(machine([]))).toBeNull()
  })
})
