import { PlumbError } from '#domain/errors.ts'

/**
 * Reads a command's arguments: prints `usage` and leaves with 0 where it is asked for with --help, and with 2, the cause
 * before it, where `read` throws.
 */
export function fromCommandLine<T>(usage: string, read: () => T): T {
  if (process.argv.slice(2).some((argument) => argument === '--help' || argument === '-h')) {
    process.stdout.write(usage)
    process.exit(0)
  }
  try {
    return read()
  } catch (thrown) {
    const remedy = thrown instanceof PlumbError ? ` ${thrown.remedy}` : ''
    process.stderr.write(`${messageOf(thrown)}${remedy}\n\n${usage}`)
    process.exit(2)
  }
}

export const messageOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown))
