import type { BackendReason, EngineInfo } from '#engine/protocol.ts'
import { fixed } from '#ui/format.ts'

/** Why a backend runs, in words. */
export interface BackendWords {
  readonly backend: string
  /** Follows the backend's name in the foot. */
  readonly short: string
  /** Sentences for those who ask; empty where the short form says all. */
  readonly details: string
}

const names = { webgpu: 'WebGPU', wasm: 'WASM' } as const
const ONLY_SLOWER = 'Scores agree within 0.001. It only takes longer.'

/** Small differences as people write them: 2e-4. */
const difference = (value: number) => (value === 0 ? '0' : value.toExponential(0).replace('e-0', 'e-'))
const ms = (value: number) => `${fixed(value, value < 10 ? 1 : 0)} ms`

/** What the foot says of the backend. */
export function backendWords({
  backend,
  reason,
  threads,
}: Pick<EngineInfo, 'backend' | 'reason' | 'threads'>): BackendWords {
  const cores = backend === 'wasm' ? `It runs on ${threads === 1 ? 'one thread' : `${threads} threads`}.` : ''
  const { short, details } = reasonWords(reason)
  return { backend: names[backend], short, details: [details, cores].filter(Boolean).join(' ') }
}

function reasonWords(reason: BackendReason): Omit<BackendWords, 'backend'> {
  switch (reason.code) {
    case 'forced':
      return { short: 'chosen in the address', details: '' }
    case 'faster':
      return {
        short: `agrees with WASM to ${difference(reason.difference)}`,
        details: `On ${reason.adapter} it is faster than WASM and gives the same scores.`,
      }
    case 'slower':
      if (reason.webgpuMs === null)
        return {
          short: 'WebGPU has no hardware here',
          details: `${reason.adapter} computes in software, more slowly than WASM.`,
        }
      return {
        short: 'faster here than WebGPU',
        details: `A face takes ${ms(reason.wasmMs)} on WASM and ${ms(reason.webgpuMs)} on WebGPU (${reason.adapter}).`,
      }
    case 'probing':
      return { short: 'trying WebGPU', details: `${reason.adapter} is being compared with WASM; scores so far hold.` }
    case 'disagreed':
      return {
        short: 'WebGPU gave other numbers here.',
        details: `On ${reason.adapter} they differ from WASM’s by up to ${difference(reason.difference)}; 1e-3 is the most that is allowed.`,
      }
    case 'no-webgpu':
      return { short: 'this browser offers no WebGPU.', details: ONLY_SLOWER }
    case 'failed':
      return { short: 'WebGPU failed here.', details: `${reason.adapter}: ${reason.message} ${ONLY_SLOWER}` }
    case 'ios':
      return { short: 'WebGPU is not steady on iOS.', details: ONLY_SLOWER }
  }
}

/** Whether the backend is a fallback, which the foot says in a whole sentence: "Running on WASM; …". */
export const isFallback = ({ code }: BackendReason): boolean =>
  code === 'disagreed' || code === 'no-webgpu' || code === 'failed' || code === 'ios'

/** `student 5.8 ms, baseline 5.8 ms a face` */
export const speedWords = ({ models }: Pick<EngineInfo, 'models'>): string =>
  `${models.map(({ role, msPerFace }) => `${role} ${ms(msPerFace)}`).join(', ')} a face`

/** The slowest model's time, for the phone's chip. */
export const chipWords = (info: EngineInfo): string =>
  `${names[info.backend]} · ${ms(Math.max(...info.models.map(({ msPerFace }) => msPerFace)))}`
