import { useEffect, useRef } from 'react'
import { facts as allFacts, type FactId } from '#domain/explain/facts.ts'
import { mainTrack } from '#domain/live/session.ts'
import { mainCrop, useLive, useShown } from '#stores/live/live.ts'
import { Explained } from '#ui/controls/explained.tsx'
import { fixed, signed, whole } from '#ui/format.ts'

const SIDE = 112

/** The crop as the student sees it, unsmoothed, and what is plain to see of the face. */
export function LiveCrop() {
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    const context = canvas.current?.getContext('2d')
    return useLive.subscribe((live, before) => {
      if (live.frame === before.frame) return
      const crop = mainCrop(live)
      if (crop) context?.drawImage(crop, 0, 0)
      // The last crop of a face that has gone would pass for one that is there.
      else if (live.session.main === null) context?.clearRect(0, 0, SIDE, SIDE)
    })
  }, [])
  return (
    <div className="live-face">
      <canvas ref={canvas} width={SIDE} height={SIDE} role="img" aria-label="Aligned crop, as the models see it" />
      <FaceFacts />
    </div>
  )
}

type Value = number | null

const rows: readonly {
  readonly label: string
  readonly ids: readonly FactId[]
  say(values: readonly Value[]): string
}[] = [
  {
    label: 'Turn, nod, tilt',
    ids: ['yaw', 'pitch', 'roll'],
    say: (values) => values.map(said((v) => `${signed(v)}°`)).join(', '),
  },
  { label: 'Between the eyes', ids: ['inter-eye-distance'], say: ([px]) => said((v) => `${whole(v)} px`)(px) },
  { label: 'Sharpness', ids: ['sharpness'], say: ([sharpness]) => said((v) => fixed(v, 2))(sharpness) },
  {
    label: 'Brightness, even light',
    ids: ['luminance-mean', 'illumination-uniformity'],
    say: (values) => values.map(said((v) => fixed(v, 2))).join(', '),
  },
]

const said = (say: (value: number) => string) => (value: Value | undefined) => (value == null ? '··' : say(value))

function FaceFacts() {
  const facts = useShown(({ session }) => mainTrack(session)?.facts)
  return (
    <dl className="live-facts">
      {rows.map(({ label, ids, say }) => (
        <div key={label}>
          <dt>
            <Explained text={ids.map((id) => allFacts.find((fact) => fact.id === id)?.describe).join(' ')}>
              {label}
            </Explained>
          </dt>
          <dd>{say(ids.map((id) => facts?.[id] ?? null))}</dd>
        </div>
      ))}
    </dl>
  )
}
