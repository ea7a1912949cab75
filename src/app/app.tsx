import { Tooltip } from 'radix-ui'
import { useEffect, useMemo, useState } from 'react'
import { useSettings } from '#stores/settings.ts'
import { Icon } from '#ui/controls/icon.tsx'
import { IconButton } from '#ui/controls/icon-button.tsx'
import { type KeyTable, useKeys } from '#ui/keys.ts'
import { Announcer } from './announcer.tsx'
import { EngineChip, Foot } from './engine-status.tsx'
import { ErrorBoundary } from './error-boundary.tsx'
import { FileDrop } from './file-drop.tsx'
import { EngineNotices, UpdateNotice } from './notices.tsx'
import { ShortcutsDialog } from './shortcuts-dialog.tsx'
import { FootStopped, WorkspaceStopped } from './stopped.tsx'
import { switchTheme, useTheme } from './theme.ts'
import { useWorkspace } from './use-workspace.ts'
import { type Workspace, workspaces } from './workspaces.ts'
import './shell.css'

/** The shell around the workspaces. */
export function App() {
  const workspace = useWorkspace()
  const letterKeys = useSettings((state) => state.letterKeys)
  const [help, setHelp] = useState(false)
  const shellKeys = useMemo(() => tableOfShell(() => setHelp(true)), [])
  useTheme()
  useKeys(shellKeys.keys, letterKeys)
  useEffect(() => {
    document.title = `${workspace.label} · Plumb`
    // On phones the page itself scrolls, and another workspace begins at its top.
    window.scrollTo(0, 0)
  }, [workspace])
  return (
    <Tooltip.Provider delayDuration={400} skipDelayDuration={200}>
      <FileDrop>
        <a className="skip-link" href="#main">
          Skip to content
        </a>
        <header className="top">
          <a className="brand" href={`#${workspaces[0].id}`}>
            Plumb
          </a>
          <Navigation current={workspace} />
          <div className="tools">
            <EngineChip />
            <IconButton icon="help" label="Keyboard shortcuts" keys="?" onClick={() => setHelp(true)} />
            <IconButton icon="contrast" label="Light or dark" keys="T" onClick={switchTheme} />
          </div>
        </header>
        <ErrorBoundary fallback={() => null}>
          <EngineNotices />
          <UpdateNotice />
        </ErrorBoundary>
        <main id="main" tabIndex={-1}>
          <ErrorBoundary
            key={workspace.id}
            fallback={(error, again) => <WorkspaceStopped name={workspace.label} error={error} again={again} />}
          >
            <workspace.View />
          </ErrorBoundary>
        </main>
        <ErrorBoundary fallback={(_, again) => <FootStopped again={again} />}>
          <Foot />
        </ErrorBoundary>
        <ErrorBoundary fallback={() => <p className="visually-hidden">Announcements stopped.</p>}>
          <Announcer />
        </ErrorBoundary>
        <ShortcutsDialog open={help} onOpenChange={setHelp} tables={[shellKeys, workspace.keys]} />
      </FileDrop>
    </Tooltip.Provider>
  )
}

/** On phones a tab bar. */
function Navigation({ current }: { readonly current: Workspace }) {
  return (
    <nav className="workspaces" aria-label="Workspaces">
      {workspaces.map(({ id, label, icon }) => (
        <a key={id} href={`#${id}`} aria-current={id === current.id ? 'page' : undefined}>
          <Icon name={icon} />
          {label}
        </a>
      ))}
    </nav>
  )
}

function tableOfShell(openHelp: () => void): KeyTable {
  const tabs = workspaces.map(({ id, label }, index) => ({
    press: [`${index + 1}`],
    shown: [`${index + 1}`],
    does: label,
    run: () => window.location.assign(`#${id}`),
  }))
  return {
    title: 'Everywhere',
    keys: [
      ...tabs,
      { press: ['Shift+?', '?'], shown: ['?'], does: 'Keyboard shortcuts', run: openHelp },
      { press: ['t'], shown: ['T'], does: 'Light or dark', run: switchTheme },
    ],
  }
}
