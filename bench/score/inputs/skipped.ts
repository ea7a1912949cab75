import { printable } from '../../cli/printable.ts'

/** Why something below a folder, in a list or in an archive is not scored. */
const reasons = {
  'no-picture': { one: 'file that is no picture by its name', many: 'files that are no pictures by their names' },
  hidden: { one: 'hidden folder', many: 'hidden folders' },
  twice: { one: 'photo or folder met before', many: 'photos or folders met before' },
  unreadable: { one: 'folder that cannot be read', many: 'folders that cannot be read', isNamed: true },
  pipe: { one: 'pipe', many: 'pipes', isNamed: true },
  socket: { one: 'socket', many: 'sockets', isNamed: true },
  device: { one: 'device', many: 'devices', isNamed: true },
  loop: { one: 'link into a loop', many: 'links into loops', isNamed: true },
  'broken-link': { one: 'link to nothing', many: 'links to nothing', isNamed: true },
} as const

export type SkipReason = keyof typeof reasons

export type OnSkipped = (name: string, reason: SkipReason) => void

/**
 * Counts what is skipped, by reason.
 * @param say  told by name of each thing that somebody may have meant to be scored
 */
export function countSkipped(say: (sentence: string) => void) {
  const counts = new Map<SkipReason, number>()
  const onSkipped: OnSkipped = (name, reason) => {
    counts.set(reason, (counts.get(reason) ?? 0) + 1)
    if ('isNamed' in reasons[reason]) say(`${printable(name)}: skipped, a ${reasons[reason].one}.`)
  }
  return {
    onSkipped,
    /** Whether there is a folder that nobody looked into. */
    hasUnreadable: () => counts.has('unreadable'),
    /** Such as `Skipped: 3 files that are no pictures by their names, 1 pipe.`; null where nothing was. */
    summary(): string | null {
      const parts = [...counts].map(
        ([reason, n]) => `${n.toLocaleString('en')} ${reasons[reason][n === 1 ? 'one' : 'many']}`,
      )
      return parts.length === 0 ? null : `Skipped: ${parts.join(', ')}.`
    },
  }
}
