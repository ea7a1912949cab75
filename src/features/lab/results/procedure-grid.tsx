import { type CSSProperties, type ReactNode, useMemo } from 'react'
import { procedures } from '#domain/alignment/procedures.ts'
import type { ScoredVariant } from '#engine/protocol.ts'
import { type BenchFace, nameOf, variantOf } from '#stores/lab/bench.ts'
import { type Picked, useExperiment } from '#stores/lab/experiment.ts'
import { gridOrder } from '#stores/lab/grid-order.ts'
import { type LabModel, useLabModels } from '#stores/lab/models.ts'
import { useCrops } from '#stores/photos/use-crops.ts'
import { Explained } from '#ui/controls/explained.tsx'
import { Tip } from '#ui/controls/tip.tsx'
import { shownChange, signed, whole } from '#ui/format.ts'
import { ChangeLane, ModelKey } from '#ui/mark/model-key.tsx'
import { Picture } from '#ui/picture.tsx'

type Procedure = (typeof procedures)[number]

interface Props {
  /** One face, or two to compare. */
  readonly faces: readonly BenchFace[]
  readonly picked: readonly Picked[]
  onPick(one: Picked): void
  /** What else can be put in: another face, a person's own models. */
  readonly children: ReactNode
}

/** Every alignment procedure side by side: crop, score and change from the reference, by model. */
export function ProcedureGrid({ faces, picked, onPick, children }: Props) {
  const models = useLabModels()
  const sort = useExperiment((state) => state.sort)
  const setSort = useExperiment((state) => state.setSort)
  const [first] = faces
  const order = first ? gridOrder(sort, first, models[0]) : procedures
  return (
    <section className="lab-section">
      <header>
        <h2>Alignment procedures</h2>
        <span className="quiet">score and change from each model’s reference</span>
        <button
          type="button"
          className="link"
          aria-pressed={sort === 'change'}
          onClick={() => setSort(sort === 'change' ? 'registry' : 'change')}
        >
          Sort by change
        </button>
      </header>
      <div className="grid-more">{children}</div>
      <ul
        className="procedure-grid"
        aria-label="Alignment procedures"
        style={{ '--faces': faces.length, '--models': models.length } as CSSProperties}
      >
        <li className="grid-heads" aria-hidden="true">
          <span />
          {faces.map(({ photo, face }) => (
            <div key={face.id} className="grid-face">
              <span className="quiet">{faces.length > 1 ? nameOf({ photo, face }) : 'crop, 112 px'}</span>
              {models.map(({ id, kind, label }) => (
                <ModelKey key={id} model={kind} label={label} />
              ))}
            </div>
          ))}
        </li>
        {order.map((procedure) => (
          <li key={procedure.id} className={first?.reference?.procedure === procedure.id ? 'reference' : undefined}>
            <ProcedureName procedure={procedure} isReference={first?.reference?.procedure === procedure.id} />
            {faces.map((face, index) => (
              <Cell
                key={face.face.id}
                {...face}
                of={index === 0 ? 'first' : 'second'}
                procedure={procedure}
                models={models}
                picked={picked}
                onPick={onPick}
              />
            ))}
          </li>
        ))}
      </ul>
    </section>
  )
}

function ProcedureName({ procedure, isReference }: { readonly procedure: Procedure; readonly isReference: boolean }) {
  const setReference = useExperiment((state) => state.setReference)
  return (
    <Tip text={`${procedure.describe}${isReference ? '' : ' Press to measure changes from it.'}`}>
      <button
        type="button"
        className="procedure-name"
        aria-pressed={isReference}
        onClick={() => setReference(procedure.id)}
      >
        {procedure.label}
      </button>
    </Tip>
  )
}

interface CellProps extends BenchFace {
  readonly of: Picked['of']
  readonly procedure: Procedure
  readonly models: readonly LabModel[]
  readonly picked: readonly Picked[]
  onPick(one: Picked): void
}

function Cell({ photo, face, reference, procedure, of, models, picked, onPick }: CellProps) {
  const outcome = variantOf(face, procedure.id)
  const wanted = useMemo(
    () =>
      outcome && 'transform' in outcome ? [{ key: `${face.id} ${procedure.id}`, transform: outcome.transform }] : [],
    [outcome, face.id, procedure.id],
  )
  const pictures = useCrops(photo, wanted)
  if (outcome && 'missing' in outcome)
    return (
      <div className="grid-face">
        <Explained className="grid-crop grid-missing" text={`Missing: ${outcome.missing.join(', ')}.`}>
          Cannot be cut
        </Explained>
      </div>
    )
  const at = picked.findIndex((one) => one.of === of && one.procedure === procedure.id)
  const picture = wanted[0] ? (pictures.get(wanted[0].key) ?? null) : null
  return (
    <div className="grid-face">
      <button
        type="button"
        className="grid-crop"
        aria-label={`Compare the crop by ${procedure.label}${of === 'second' ? `, ${nameOf({ photo, face })}` : ''}`}
        aria-pressed={at >= 0}
        data-side={at < 0 ? undefined : at < picked.length - 1 ? 'left' : 'right'}
        disabled={!outcome}
        onClick={() => onPick({ of, procedure: procedure.id })}
      >
        <Picture blob={picture} alt="" />
      </button>
      {models.map((model) => (
        <Lane key={model.id} model={model} scored={outcome ?? null} reference={reference} />
      ))}
    </div>
  )
}

interface LaneProps {
  readonly model: LabModel
  readonly scored: ScoredVariant | null
  readonly reference: ScoredVariant | null
}

function Lane({ model, scored, reference }: LaneProps) {
  const value = scored?.scores[model.id]?.score
  const from = reference?.scores[model.id]?.score
  if (value === undefined || from === undefined) return <div className="grid-value faint">··</div>
  const isReference = scored?.procedure === reference?.procedure
  return (
    <div className="grid-lane">
      <div className={`grid-value of-${model.kind}`}>
        <span className="visually-hidden">{model.label} </span>
        <b>{whole(value)}</b>
        <span className="quiet">{isReference ? 'ref' : signed(shownChange(value, from))}</span>
      </div>
      <ChangeLane model={model.kind} value={value} reference={from} />
    </div>
  )
}
