import { useEffect } from 'react'
import { type Theme, useSettings } from '#stores/settings.ts'

const DARK = '(prefers-color-scheme: dark)'
const systemTheme = () => (window.matchMedia(DARK).matches ? 'dark' : 'light')

/** Shows a theme; `system` leaves it to the style sheet, which follows the device. */
export function showTheme(theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme
}

/** Light to dark or back; where that is what the device has, the page follows the device again. */
export function switchTheme(): void {
  const { theme, setTheme } = useSettings.getState()
  const next = (theme === 'system' ? systemTheme() : theme) === 'dark' ? 'light' : 'dark'
  setTheme(next === systemTheme() ? 'system' : next)
}

/** Keeps the page's theme as the settings have it. */
export function useTheme(): void {
  const theme = useSettings((state) => state.theme)
  useEffect(() => showTheme(theme), [theme])
}
