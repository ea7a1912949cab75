import { useMemo } from 'react'
import { referenceOf } from '#domain/alignment/align.ts'
import { procedures } from '#domain/alignment/procedures.ts'
import type { ModelRole } from '#domain/quality/manifest.ts'
import type { ScoredVariant, VariantOutcome } from '#engine/protocol.ts'
import { modelOf, useEngine } from '#stores/engine.ts'
import type { FaceEntry, PhotoEntry } from '#stores/photos/photos.ts'
import { useCrops } from '#stores/photos/use-crops.ts'
import { Explained } from '#ui/controls/explained.tsx'
import { shownChange, signed, whole } from '#ui/format.ts'
import { ChangeLane, ModelKey } from '#ui/mark/model-key.tsx'
import { Picture } from '#ui/picture.tsx'

interface Props {
  readonly photo: PhotoEntry
  readonly face: FaceEntry
}

type Procedure = (typeof procedures)[number]

/** The same face cut by every procedure, with what each does to the score. */
export function Strip({ photo, face }: Props) {
  const { outcomes, reference } = face
  const variants = useMemo(
    () => (reference ? [reference, ...outcomes] : outcomes).filter(({ misalignment }) => misalignment === null),
    [reference, outcomes],
  )
  const wanted = useMemo(
    () =>
      outcomes.flatMap((outcome) =>
        outcome.misalignment === null && 'transform' in outcome
          ? [{ key: outcome.procedure, transform: outcome.transform }]
          : [],
      ),
    [outcomes],
  )
  const pictures = useCrops(photo, wanted)
  return (
    <section>
      <header className="section-head">
        <h2>Alignments</h2>
        <span className="quiet">score and change from the reference</span>
        <span className="model-keys">
          <ModelKey model="student" />
          <ModelKey model="baseline" />
        </span>
      </header>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: on phones it scrolls sideways, by keyboard too. */}
      <ul className="strip" tabIndex={0} aria-label="Alignments">
        {procedures.map((procedure) => (
          <Alignment
            key={procedure.id}
            procedure={procedure}
            isReference={procedure.id === referenceOf(face.face)}
            outcome={variants.find((variant) => variant.procedure === procedure.id)}
            reference={reference}
            picture={(procedure.id === reference?.procedure ? face.thumbnail : pictures.get(procedure.id)) ?? null}
          />
        ))}
      </ul>
    </section>
  )
}

interface AlignmentProps {
  readonly procedure: Procedure
  readonly isReference: boolean
  readonly outcome: VariantOutcome | undefined
  readonly reference: ScoredVariant | null
  readonly picture: Blob | null
}

function Alignment({ procedure, isReference, outcome, reference, picture }: AlignmentProps) {
  const scored = outcome && 'scores' in outcome ? outcome : null
  return (
    <li className={isReference ? 'reference' : undefined} title={procedure.describe}>
      <div className="strip-name">{procedure.label}</div>
      {outcome && 'missing' in outcome ? (
        <Explained className="strip-missing" text={`Missing: ${outcome.missing.join(', ')}.`}>
          Cannot be cut
        </Explained>
      ) : (
        <>
          <Picture blob={picture} alt={`Crop by ${procedure.label}`} />
          <ModelLane model="student" scored={scored} reference={reference} isReference={isReference} />
          <ModelLane model="baseline" scored={scored} reference={reference} isReference={isReference} />
        </>
      )}
    </li>
  )
}

interface LaneProps {
  readonly model: ModelRole
  readonly scored: ScoredVariant | null
  readonly reference: ScoredVariant | null
  readonly isReference: boolean
}

function ModelLane({ model, scored, reference, isReference }: LaneProps) {
  const id = useEngine(({ info }) => modelOf(info, model)?.id)
  const value = id && scored?.scores[id]?.score
  const from = id && reference?.scores[id]?.score
  if (typeof value !== 'number' || typeof from !== 'number')
    return (
      <div className="strip-value faint">
        <b>··</b>
      </div>
    )
  return (
    <>
      <div className={`strip-value of-${model}`}>
        <b>{whole(value)}</b>
        <span className="quiet">{isReference ? 'ref' : signed(shownChange(value, from))}</span>
      </div>
      <ChangeLane model={model} value={value} reference={from} />
    </>
  )
}
