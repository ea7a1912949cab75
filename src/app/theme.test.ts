// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest'
import { useSettings } from '#stores/settings.ts'
import { showTheme, switchTheme } from './theme.ts'

// happy-dom's device prefers light.
beforeEach(() => useSettings.setState(useSettings.getInitialState(), true))

describe('the theme', () => {
  it('follows the device until a person switches, and again when they switch back', () => {
    const seen = [1, 2, 3].map(() => {
      switchTheme()
      return useSettings.getState().theme
    })
    expect(seen).toEqual(['dark', 'system', 'dark'])
  })

  it('is on the page as an attribute, for the style sheet', () => {
    showTheme('dark')
    expect(document.documentElement.dataset.theme).toBe('dark')
    showTheme('system')
    expect(document.documentElement.dataset.theme).toBeUndefined()
  })
})
