import { useWanted, type Wanted } from './choice.ts'

/** The address of the workspace, and its part before the settings. */
export const EVIDENCE = '#evidence'

/** `#evidence?set=lfw-d&crops=jitter-20&judge=edgeface-xs&also=lightqnet,random`: ids as the results have them. */
export function toAddress({ also, ...single }: Wanted): string {
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(single)) if (value !== null) query.set(name, value)
  if (also.length > 0) query.set('also', also.join(','))
  // Commas may stand in a fragment, and read better so.
  return query.size > 0 ? `${EVIDENCE}?${query.toString().replaceAll('%2C', ',')}` : EVIDENCE
}

/** What an address asks for; null where it is not this workspace's. What the results lack is found out later. */
export function fromAddress(hash: string): Wanted | null {
  const [path, text = ''] = hash.split('?', 2)
  if (path !== EVIDENCE) return null
  const query = new URLSearchParams(text)
  const moves = query.get('moves')
  const impostors = query.get('impostors')
  const measure = query.get('measure')
  return {
    set: query.get('set'),
    crops: query.get('crops'),
    moves: moves === 'quality' || moves === 'both' || moves === 'mended' ? moves : null,
    judge: query.get('judge'),
    impostors: impostors === 'listed' || impostors === 'all' ? impostors : null,
    measure: measure === 'pauc' || measure === 'rank' || measure === 'rmse' ? measure : null,
    against: query.get('against'),
    also: [...new Set((query.get('also') ?? '').split(',').filter(Boolean))],
  }
}

/** Keeps the address and what is wanted alike; returns how to stop. */
export function followAddress(): () => void {
  const write = () => {
    const address = toAddress(useWanted.getState())
    if (fromAddress(window.location.hash) && window.location.hash !== address)
      window.history.replaceState(window.history.state, '', address)
  }
  const read = () => {
    // A bare #evidence is how one comes back, to what was there before.
    if (window.location.hash === EVIDENCE) return write()
    const wanted = fromAddress(window.location.hash)
    if (wanted && toAddress(wanted) !== toAddress(useWanted.getState())) useWanted.setState(wanted, true)
  }
  read()
  window.addEventListener('hashchange', read)
  const stop = useWanted.subscribe(write)
  return () => {
    window.removeEventListener('hashchange', read)
    stop()
  }
}
