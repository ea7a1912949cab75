export interface Adapter {
  readonly name: string
  /** Computes on the processor, so never faster than WASM. */
  readonly isSoftware: boolean
}

/** The adapter that WebGPU would use here; null where there is none. */
export async function findAdapter(): Promise<Adapter | null> {
  // Absent where the browser has no WebGPU, which the types do not know.
  const gpu = navigator.gpu as GPU | undefined
  const info = (await gpu?.requestAdapter().catch(() => null))?.info
  if (!info) return null
  const { vendor, architecture, description, isFallbackAdapter } = info
  const name = [...new Set([vendor, architecture, description])].filter(Boolean).join(' ') || 'unnamed'
  return { name, isSoftware: isFallbackAdapter || /swiftshader|llvmpipe|basic render/i.test(name) }
}
