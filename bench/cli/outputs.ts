import {
  accessSync,
  closeSync,
  constants,
  existsSync,
  fstatSync,
  openSync,
  readSync,
  realpathSync,
  statSync,
} from 'node:fs'
import { basename, dirname, join } from 'node:path'
import { PlumbError } from '#domain/errors.ts'

/** A file that a command is to write. */
export interface OutputFile {
  /** Such as `--csv`. */
  readonly option: string
  /** Absolute. */
  readonly path: string
  /** Whether a file that begins and ends so was written by this command, or by an earlier one, and may be replaced. */
  readonly isOurs: (start: string, end: string) => boolean
}

/** An output that would destroy something, or that cannot be written. */
export class OutputRefusedError extends PlumbError {
  override readonly name = 'OutputRefusedError'
  readonly code = 'output-refused'
  constructor(
    message: string,
    readonly remedy: string,
  ) {
    super(message)
  }
}

/** Where an output is written until it is whole. */
export const partOf = (path: string): string => `${path}.part`

/**
 * Makes sure, before anything is written, that no output destroys anything.
 * @param inputs    absolute paths of files that are read
 * @param goesOn    whether parts that an earlier run left may be replaced
 * @returns         the outputs, a link as the file that it leads to
 * @throws OutputRefusedError
 */
export function checkOutputs<Output extends OutputFile>(
  outputs: readonly Output[],
  inputs: readonly string[],
  goesOn = false,
): readonly Output[] {
  const found = outputs.map((output) => ({ ...output, path: canonical(output) }))
  const taken = new Map<string, string>()
  for (const { option, path } of found)
    for (const each of [path, partOf(path)]) {
      const other = taken.get(each)
      if (other !== undefined)
        throw new OutputRefusedError(`${other} and ${option} name the same file.`, 'Give each a file of its own.')
      taken.set(each, option)
    }
  const read = new Set(inputs.filter((input) => existsSync(input)).map((input) => realpathSync(input)))
  for (const output of found) {
    if (read.has(output.path))
      throw new OutputRefusedError(
        `${output.option} names ${output.path}, which is among the inputs.`,
        'Name another file.',
      )
    refuseOthers(output, output.path)
    if (!goesOn && existsSync(partOf(output.path)))
      throw new OutputRefusedError(
        `${partOf(output.path)} is what a run that was cut off has left, or one that still writes.`,
        'Go on with --resume, or delete it.',
      )
    refuseOthers(output, partOf(output.path))
  }
  return found
}

/** @throws OutputRefusedError where its folder is not there, or is closed */
function canonical({ option, path }: OutputFile): string {
  if (existsSync(path)) return realpathSync(path)
  const folder = dirname(path)
  if (!statSync(folder, { throwIfNoEntry: false })?.isDirectory())
    throw new OutputRefusedError(`${option}: there is no folder ${folder}.`, 'Make it first.')
  try {
    accessSync(folder, constants.W_OK)
  } catch {
    throw new OutputRefusedError(`${option}: nothing can be written in ${folder}.`, 'Name a file elsewhere.')
  }
  return join(realpathSync(folder), basename(path))
}

/** @throws OutputRefusedError where something stands at `path` that this option never writes */
function refuseOthers({ option, isOurs }: OutputFile, path: string): void {
  const stat = statSync(path, { throwIfNoEntry: false })
  if (!stat || (stat.isFile() && (stat.size === 0 || isOurs(...endsOf(path))))) return
  throw new OutputRefusedError(
    `${option} would replace ${path}, which is no file that it wrote.`,
    'Name another file, or delete that one yourself.',
  )
}

const endLength = 4096

/** The first and the last 4 kB of a file. */
function endsOf(path: string): readonly [start: string, end: string] {
  const file = openSync(path, constants.O_RDONLY)
  try {
    const { size } = fstatSync(file)
    const read = (from: number) => {
      const bytes = Buffer.alloc(endLength)
      return bytes.toString('utf8', 0, readSync(file, bytes, 0, endLength, from))
    }
    return [read(0), read(Math.max(0, size - endLength))]
  } finally {
    closeSync(file)
  }
}
