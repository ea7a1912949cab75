import { useMemo, useState } from 'react'
import { describeMisalignment } from '#domain/alignment/misalignment.ts'
import type { ScoredVariant } from '#engine/protocol.ts'
import { useEngine } from '#stores/engine.ts'
import type { BenchFace } from '#stores/lab/bench.ts'
import { useLabModels } from '#stores/lab/models.ts'
import { misalignedCrops, scorePair, scoresOf } from '#stores/photos/scores.ts'
import { useCrops } from '#stores/photos/use-crops.ts'
import { shownChange, signed, whole } from '#ui/format.ts'
import { isUnsteady, markOf } from '#ui/mark/mark-state.ts'
import { ModelKey } from '#ui/mark/model-key.tsx'
import { AxisLabels, ScoreMark } from '#ui/mark/score-mark.tsx'
import { Picture } from '#ui/picture.tsx'
import { stabilityDocs } from '#ui/stability-docs.ts'

/** The stability of a face by each model, and on demand the 24 crops behind it. */
export function LabStability({ photo, face }: BenchFace) {
  const models = useLabModels()
  const [open, setOpen] = useState(false)
  const scores = scoresOf(face)
  const pair = scorePair(
    face,
    useEngine((state) => state.info),
  )
  return (
    <section className="lab-section lab-stability">
      <header>
        <h2>Stability</h2>
        <span className="quiet">P24, lower is steadier</span>
        <button type="button" className="link" aria-expanded={open} onClick={() => setOpen(!open)}>
          {open ? 'Hide the 24 crops' : 'Show the 24 crops'}
        </button>
      </header>
      <div className="stability-mark">
        <ScoreMark state={markOf(pair)} size="detail" />
        {models.map(({ id, kind, label }) => {
          const own = kind === 'own' && scores?.[id]
          return own && <ScoreMark key={id} state={{ kind: 'own', name: label, own }} size="detail" />
        })}
        <AxisLabels />
      </div>
      <table>
        <thead>
          <tr>
            <th>Model</th>
            <th className="number">Score</th>
            <th className="number">Spread</th>
            <th className="number">Worst</th>
          </tr>
        </thead>
        <tbody>
          {models.map(({ id, kind, label }) => {
            const score = scores?.[id]
            return (
              <tr key={id}>
                <th>
                  <ModelKey model={kind} label={label} />
                </th>
                <td className={`number of-${kind}`}>
                  <b>{score ? whole(score.score) : '··'}</b>
                </td>
                <td className={score && isUnsteady(score) ? 'number unsteady' : 'number'}>
                  ± {score?.spread == null ? '··' : whole(score.spread)}
                </td>
                <td className="number">{score?.worst == null ? '··' : whole(score.worst)}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
      <Definition />
      {open && <Crops photo={photo} face={face} />}
    </section>
  )
}

function Definition() {
  return (
    <p className="stability-words">
      The face is cut 24 more times, each a little wrong: jitter of 10% and of 20% of the eye distance with 8 seeds
      each, rotation by ±15°, scale 0.85 and 1.15, shift by ±8% of the side in x and in y. <b>Spread</b> is the root of
      the mean of the 24 squared changes of score, <b>worst</b> the largest change without its sign.{' '}
      <a className="link" href={stabilityDocs.definition} download="stability.md">
        Full definition
      </a>{' '}
      <a className="link" href={stabilityDocs.implementation} download="stability.py">
        In Python
      </a>
    </p>
  )
}

function Crops({ photo, face }: Pick<BenchFace, 'photo' | 'face'>) {
  const models = useLabModels()
  const crops = useMemo(
    () =>
      misalignedCrops(face).map((variant) => ({
        key: `${face.id} ${describeMisalignment(variant.misalignment!)}`,
        label: describeMisalignment(variant.misalignment!),
        transform: variant.transform,
        variant,
      })),
    [face],
  )
  const pictures = useCrops(photo, crops)
  const change = (variant: ScoredVariant, id: string) => {
    const from = face.reference?.scores[id]?.score
    const score = variant.scores[id]?.score
    return from === undefined || score === undefined ? '··' : `${whole(score)} (${signed(shownChange(score, from))})`
  }
  return (
    <ul className="stability-crops" aria-label="The 24 crops of P24">
      {crops.map(({ key, label, variant }) => (
        <li key={key}>
          <Picture blob={pictures.get(key) ?? null} alt="" />
          <span className="crop-name">{label}</span>
          {models.map(({ id, kind }) => (
            <span key={id} className={`of-${kind}`}>
              {change(variant, id)}
            </span>
          ))}
        </li>
      ))}
    </ul>
  )
}
