import { useEffect } from 'react'
import { facts as allFacts } from '#domain/explain/facts.ts'
import type { OcclusionMap } from '#domain/explain/occlusion.ts'
import type { Benched } from '#stores/lab/bench.ts'
import { runOcclusion, stopOcclusion, useFacts, useOcclusion } from '#stores/lab/explain.ts'
import { useLabModels } from '#stores/lab/models.ts'
import { Explained } from '#ui/controls/explained.tsx'
import { fixed, plural, whole } from '#ui/format.ts'
import { ModelKey } from '#ui/mark/model-key.tsx'
import { Picture } from '#ui/picture.tsx'

/** What goes along with the score: plain facts of the face, and on demand the places that carry it. */
export function Explain(benched: Benched) {
  useEffect(() => stopOcclusion, [])
  return (
    <section className="lab-section">
      <header>
        <h2>Explain</h2>
        <span className="quiet">plain facts that go along with the score, and the places that carry it</span>
        <OcclusionButton {...benched} />
      </header>
      <Maps {...benched} />
      <Facts {...benched} />
    </section>
  )
}

function OcclusionButton(benched: Benched) {
  const { faceId, progress, maps, failure } = useOcclusion()
  const models = useLabModels()
  const isOurs = faceId === benched.face.id
  const without = isOurs && maps ? models.filter(({ id }) => !(id in maps)) : []
  if (isOurs && progress !== null)
    return (
      <span className="with-progress">
        <progress aria-label="Occlusion map" value={progress} max={1} />
        <button type="button" className="link" onClick={stopOcclusion}>
          Stop
        </button>
      </span>
    )
  return (
    <span>
      {isOurs && failure && `${failure.message} `}
      <button type="button" className="link" onClick={() => void runOcclusion(benched)}>
        {without.length > 0 ? `Map the score of ${without.map(({ label }) => label).join(', ')} too` : 'Map the score'}
      </button>
    </span>
  )
}

function Maps({ face }: Benched) {
  const models = useLabModels()
  const { faceId, maps } = useOcclusion()
  if (faceId !== face.id || !maps) return null
  const range = Math.max(0, ...models.flatMap(({ id }) => maps[id]?.drop ?? []))
  return (
    <>
      <ul className="occlusion-maps">
        {models.map(({ id, kind, label }) => {
          const map = maps[id]
          return (
            map && (
              <li key={id}>
                <ModelKey model={kind} label={label} />
                <Occlusion map={map} range={range} crop={face.thumbnail} label={label} />
                <span className="quiet">{whole(-Math.max(0, ...map.drop))} at most</span>
              </li>
            )
          )
        })}
      </ul>
      <p className="quiet occlusion-words">
        What stays clear carries the score: covering it costs up to {plural(Math.round(range), 'point')}. Patches of 16
        px in the crop’s mean colour, 8 px apart (Zeiler & Fergus 2014).
      </p>
    </>
  )
}

interface OcclusionProps {
  readonly map: OcclusionMap
  /** The largest drop of all models, so that their maps compare. */
  readonly range: number
  readonly crop: Blob
  readonly label: string
}

/** The crop, dimmed where covering it costs nothing. */
function Occlusion({ map: { cells, drop }, range, crop, label }: OcclusionProps) {
  const most = drop.indexOf(Math.max(...drop))
  const place = `row ${Math.floor(most / cells) + 1}, column ${(most % cells) + 1} of ${cells}`
  return (
    <div className="occlusion-map">
      <Picture blob={crop} alt="" />
      <svg
        viewBox={`0 0 ${cells} ${cells}`}
        role="img"
        aria-label={`${label}: covering ${place} costs most, ${whole(drop[most] ?? 0)} points.`}
      >
        {drop.map((value, cell) => (
          <rect
            // biome-ignore lint/suspicious/noArrayIndexKey: a cell is its place.
            key={cell}
            x={cell % cells}
            y={Math.floor(cell / cells)}
            width={1}
            height={1}
            fillOpacity={0.9 * (1 - Math.max(0, value) / Math.max(range, 1))}
          />
        ))}
      </svg>
    </div>
  )
}

function Facts(benched: Benched) {
  const { facts, failure, retry } = useFacts(benched)
  if (failure)
    return (
      <p className="quiet">
        The facts could not be had: {failure.message}{' '}
        <button type="button" className="link" onClick={retry}>
          Try again
        </button>
      </p>
    )
  return (
    <dl className="lab-facts">
      {allFacts.map(({ id, label, isoTerm, unit, decimals, describe }) => {
        const value = facts?.[id]
        return (
          <div key={id}>
            <dt>
              <Explained text={isoTerm ? `${describe} In ISO/IEC 29794-5: ${isoTerm}.` : describe}>{label}</Explained>
            </dt>
            <dd>{value == null ? '··' : `${fixed(value, decimals)}${unit && (unit === '°' ? unit : ` ${unit}`)}`}</dd>
          </div>
        )
      })}
    </dl>
  )
}
