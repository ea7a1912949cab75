import { Popover } from 'radix-ui'
import type { ReactNode } from 'react'
import { methodOfKind } from '#domain/evaluation/reading/look-up.ts'
import type { ImpostorChoice, JudgeGroup, Moves } from '#domain/evaluation/results.ts'
import { type View, want } from '#stores/evidence/choice.ts'
import { judgeGroups } from '#stores/evidence/origin.ts'
import { Choice } from '#ui/controls/choice.tsx'

interface Props {
  readonly view: View | null
  /** Stands at the end of the line. */
  readonly children: ReactNode
}

/** What the page is about: set and crops, and behind a button the method; groups of judges are never mixed. */
export function ChoiceBar({ view, children }: Props) {
  return (
    <div className="evidence-bar">
      <h1>Evidence</h1>
      <div className="evidence-choices">
        {view && (
          <>
            <Choices {...view} />
            <MethodChoices {...view} />
          </>
        )}
      </div>
      <span className="evidence-export">{children}</span>
    </div>
  )
}

/** What the judge sees while the models score the crop that is chosen above. */
const moves: readonly { readonly id: Moves; readonly label: string }[] = [
  { id: 'quality', label: 'Proper crop' },
  { id: 'both', label: 'As cut' },
  { id: 'mended', label: 'Mended' },
]

const impostors: readonly { readonly id: ImpostorChoice; readonly label: string }[] = [
  { id: 'listed', label: 'Listed' },
  { id: 'all', label: 'All' },
]

const Choices = ({ results: { sets, conditions }, choice: { question } }: View) => (
  <>
    <Choice label="Set" options={sets} value={question.set} onChoose={(set) => want({ set })} />
    <Choice label="Crops" options={conditions} value={question.condition} onChoose={(crops) => want({ crops })} />
  </>
)

const MethodChoices = (view: View) => (
  <Popover.Root>
    <Popover.Trigger className="button">Method</Popover.Trigger>
    <Popover.Portal>
      <Popover.Content className="menu evidence-method-choices" aria-label="Method" align="start" sideOffset={4}>
        <JudgeChoices {...view} />
        <MethodsDrawn {...view} />
      </Popover.Content>
    </Popover.Portal>
  </Popover.Root>
)

function JudgeChoices({ results, choice: { question } }: View) {
  const { judges, rows } = results
  const group = judges.find(({ id }) => id === question.judge)!.group
  const groups = (Object.keys(judgeGroups) as JudgeGroup[]).filter((id) => judges.some((judge) => judge.group === id))
  const inGroup = judges.filter((judge) => judge.group === group)
  const knownMoves = moves.filter(({ id }) =>
    rows.some((row) => row.moves === id && row.judge === question.judge && row.set === question.set),
  )
  const known = impostors.filter(({ id }) => rows.some((row) => row.impostors === id && row.set === question.set))
  return (
    <>
      {knownMoves.length > 1 && question.condition !== 'proper' && (
        <Choice
          label="Judge sees"
          options={knownMoves}
          value={question.moves}
          onChoose={(id) => want({ moves: id as Moves })}
        />
      )}
      <Choice
        label="Judge"
        options={groups.map((id) => ({ id, label: judgeGroups[id].label }))}
        value={group}
        onChoose={(id) => want({ judge: judges.find((judge) => judge.group === id)!.id })}
      />
      {inGroup.length > 1 && (
        <Choice label="Recogniser" options={inGroup} value={question.judge} onChoose={(judge) => want({ judge })} />
      )}
      {known.length > 1 && (
        <Choice
          label="Impostors"
          options={known}
          value={question.impostors}
          onChoose={(id) => want({ impostors: id as ImpostorChoice })}
        />
      )}
    </>
  )
}

/** Which methods are drawn besides student and baseline. */
function MethodsDrawn({ results, choice: { also } }: View) {
  const drawn = [methodOfKind(results, 'student')?.id, methodOfKind(results, 'baseline')?.id]
  const others = results.methods.filter(({ id }) => !drawn.includes(id))
  if (others.length === 0) return null
  const toggle = (id: string) => want({ also: also.includes(id) ? also.filter((one) => one !== id) : [...also, id] })
  return (
    <fieldset className="evidence-drawn">
      <legend>Also draw</legend>
      {others.map(({ id, label }) => (
        <label key={id}>
          <input type="checkbox" checked={also.includes(id)} onChange={() => toggle(id)} />
          {label}
        </label>
      ))}
    </fieldset>
  )
}
