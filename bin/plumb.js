#!/usr/bin/env node
// `npx plumb score …`: the command lines of Plumb, from wherever one stands.
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { register } from 'tsx/esm/api'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

const usage = `Plumb: how useful is a face photo for face recognition?

Usage: plumb COMMAND ...

  score     scores photos
  rescore   scores the faces of a result record again
  evaluate  measures how well scores tell which faces a recogniser gets wrong

plumb COMMAND --help says more.
`

const commands = ['score', 'rescore', 'evaluate']

const [command, ...args] = process.argv.slice(2)
if (command === undefined || command === '--help' || command === '-h') {
  process.stdout.write(usage)
  process.exit(command === undefined ? 2 : 0)
}
if (!commands.includes(command)) {
  process.stderr.write(`There is no command ${command}.\n\n${usage}`)
  process.exit(2)
}

// As npm runs scripts: in the package's own folder, with a word on where the person stands.
process.env.INIT_CWD = process.cwd()
process.env.npm_package_json = join(root, 'package.json')
process.chdir(root)
process.argv.splice(2, process.argv.length, ...args)
register()
await import(`../bench/${command}.ts`).catch((thrown) => {
  if (thrown.code !== 'ERR_MODULE_NOT_FOUND') throw thrown
  // rescore and evaluate run onnxruntime-node and sharp, which are too large to come with everything.
  process.stderr.write(
    `plumb ${command} needs what a checkout of Plumb has and this installation has not:\n${thrown.message}\n`,
  )
  process.exit(2)
})
