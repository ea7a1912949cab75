/**
 * The generator mulberry32: small, fast, and the same 32-bit arithmetic in TypeScript and Python, so that a seed means
 * the same misalignment on both sides. Good enough for jitter, not for secrets.
 *
 * @param seed  an unsigned 32-bit integer
 * @returns     draws from the uniform distribution on [0, 1)
 * @see Tommy Ettinger's mulberry32 (public domain); distill/data/geometry.py has the same
 */
export function generator(seed: number): () => number {
  let a = seed | 0
  return () => {
    a = (a + 0x6d2b79f5) | 0
    let t = Math.imul(a ^ (a >>> 15), a | 1)
    t = (t + Math.imul(t ^ (t >>> 7), t | 61)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32
  }
}
