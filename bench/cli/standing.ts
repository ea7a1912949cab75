import { join, resolve } from 'node:path'

/**
 * The folder where the person stands. npm runs scripts in the package's own folder, and tells in INIT_CWD where it was
 * called; that variable is left alone where another package's script runs us, or nobody's.
 */
export function standing(
  env: Readonly<Record<string, string | undefined>> = process.env,
  folder: string = process.cwd(),
): string {
  const isOurScript = env.npm_package_json === join(folder, 'package.json')
  return isOurScript && env.INIT_CWD ? env.INIT_CWD : folder
}

/** A path of the command line, made absolute from where the person stands. */
export const fromStanding = (path: string): string => resolve(standing(), path)
