import './controls.css'

/** Every icon of the page, drawn on 16 × 16 with a 1.5 px line. */
const paths = {
  add: 'M8 3v10M3 8h10',
  back: 'm10 3-5 5 5 5',
  check: 'm3.5 8.5 3 3 6-7',
  close: 'm4 4 8 8M12 4l-8 8',
  contrast: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11v11',
  down: 'm4.5 6.5 3.5 3.5 3.5-3.5',
  dot: 'M8 6.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3',
  evidence: 'M2.5 2.5v11h11M4.5 5c2 4 4.5 5.5 8.5 6',
  export: 'M8 10V2.5M5 5l3-3 3 3M2.5 10v3.5h11V10',
  failed: 'M8 2.5 14.5 13.5H1.5zM8 6.5v3.5M8 11.8v.1',
  forward: 'm6 3 5 5-5 5',
  grid: 'M2.5 2.5h4.5v4.5H2.5zM9 2.5h4.5v4.5H9zM2.5 9h4.5v4.5H2.5zM9 9h4.5v4.5H9z',
  help: 'M8 2.5a5.5 5.5 0 1 0 0 11 5.5 5.5 0 0 0 0-11M6.5 6.5a1.5 1.5 0 1 1 2.2 1.3c-.5.3-.7.5-.7 1.2M8 11v.1',
  lab: 'M4 3.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3M12 2.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3M8 10.5a1.5 1.5 0 1 0 0 3 1.5 1.5 0 0 0 0-3M5.5 4.8 10.5 4.2M4.7 6.3 7.3 10.7M11.4 5.4 8.6 10.6',
  list: 'M2.5 4h11M2.5 8h11M2.5 12h11',
  live: 'M1.5 4.5h8.5v7H1.5zM10 7l4-2v6l-4-2',
  lock: 'M4 7h8v6.5H4zM5.5 7V5a2.5 2.5 0 0 1 5 0v2',
  photos: 'M2.5 3.5h11v9h-11zm.5 7.5 3-3 2.5 2.5L10.5 8.5 13 11M10.5 5a1 1 0 1 0 0 2 1 1 0 0 0 0-2',
  redo: 'M10.5 2.5 13.5 5.5l-3 3M13.5 5.5h-7a4 4 0 0 0 0 8H9',
  remove: 'M3 4.5h10M6.5 4.5v-2h3v2M4.5 4.5l.5 9h6l.5-9M6.8 7v4M9.2 7v4',
  undo: 'M5.5 2.5 2.5 5.5l3 3M2.5 5.5h7a4 4 0 0 1 0 8H7',
} as const

export type IconName = keyof typeof paths | 'no-face'

export function Icon({ name }: { readonly name: IconName }) {
  return (
    <svg className="icon" viewBox="0 0 16 16" aria-hidden="true">
      {name === 'no-face' ? (
        <circle cx="8" cy="8" r="5.5" strokeDasharray="2.5 2.5" />
      ) : (
        <path d={paths[name]} {...(name === 'dot' && { fill: 'currentColor' })} />
      )}
      {name === 'contrast' && <path d="M8 2.5v11a5.5 5.5 0 0 0 0-11z" fill="currentColor" />}
    </svg>
  )
}
