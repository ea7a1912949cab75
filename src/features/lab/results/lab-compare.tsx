import { useMemo } from 'react'
import { useLabModels } from '#stores/lab/models.ts'
import { useCrops, type WantedCrop } from '#stores/photos/use-crops.ts'
import { Compare } from '#ui/compare/compare.tsx'
import { CutSentence } from '#ui/cut-sentence.tsx'
import { shownChange, signed, whole } from '#ui/format.ts'
import type { Focus } from './focus.ts'

interface Props {
  readonly left: Focus
  readonly right: Focus
}

/** Two crops, one over the other, and what each model says of both. */
export function LabCompare({ left, right }: Props) {
  const models = useLabModels()
  const leftCrop = useCrop(left)
  const rightCrop = useCrop(right)
  const student = models.find(({ kind }) => kind === 'student')
  const cuts = (left.key === right.key ? [left] : [left, right]).flatMap(({ key, label, variant }) => {
    const found = student && variant.scores[student.id]?.alignment
    return found ? [{ key, label, found }] : []
  })
  return (
    <section className="lab-section lab-compare">
      <header>
        <h2>Compare</h2>
        <span className="quiet">press two crops above, or follow a sweep</span>
      </header>
      <div className="compare-pair">
        <Compare left={leftCrop} right={rightCrop} leftLabel={left.label} rightLabel={right.label} />
        <div>
          <dl className="compare-values">
            {models.map(({ id, kind, label }) => {
              const from = left.variant.scores[id]?.score
              const to = right.variant.scores[id]?.score
              return (
                <div key={id}>
                  <dt>{label}</dt>
                  <dd className={`of-${kind}`}>
                    {from === undefined || to === undefined
                      ? '··'
                      : `${whole(from)} → ${whole(to)} (${signed(shownChange(to, from))})`}
                  </dd>
                </div>
              )
            })}
          </dl>
          {cuts.length > 0 && (
            <ul className="compare-cuts quiet">
              {cuts.map(({ key, label, found }) => (
                <li key={key}>
                  <b>{label}</b> <CutSentence found={found} />
                </li>
              ))}
            </ul>
          )}
        </div>
      </div>
    </section>
  )
}

function useCrop({ key, photo, variant, crop }: Focus): Blob | null {
  const wanted = useMemo(
    (): WantedCrop[] => (crop ? [] : [{ key, transform: variant.transform }]),
    [key, variant.transform, crop],
  )
  return useCrops(photo, wanted).get(key) ?? crop ?? null
}
