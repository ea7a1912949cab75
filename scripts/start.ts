import { parseArgs } from 'node:util'
import { serve } from './serve.ts'

const { values } = parseArgs({ options: { port: { type: 'string' } } })
const { url } = await serve(values.port === undefined ? {} : { port: Number(values.port), strictPort: true })
process.stdout.write(`Plumb runs at ${url}\n`)
