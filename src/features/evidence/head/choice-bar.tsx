import type { ReactNode } from 'react'
import type { ImpostorChoice, JudgeGroup, Moves } from '#domain/evaluation/results.ts'
import { type View, want } from '#stores/evidence/choice.ts'
import { judgeGroups } from '#stores/evidence/origin.ts'
import { Choice } from '#ui/controls/choice.tsx'

interface Props {
  readonly view: View | null
  /** Stands at the end of the line. */
  readonly children: ReactNode
}

/** What the page is about: set, crops and judge; groups of judges are never mixed. */
export function ChoiceBar({ view, children }: Props) {
  return (
    <div className="evidence-bar">
      <h1>Evidence</h1>
      <div className="evidence-choices">{view && <Choices {...view} />}</div>
      <span className="evidence-export">{children}</span>
    </div>
  )
}

const moves: readonly { readonly id: Moves; readonly label: string }[] = [
  { id: 'quality', label: 'Score’s crop' },
  { id: 'both', label: 'Judge’s too' },
]

const impostors: readonly { readonly id: ImpostorChoice; readonly label: string }[] = [
  { id: 'listed', label: 'Listed' },
  { id: 'all', label: 'All' },
]

function Choices({ results, choice: { question } }: View) {
  const { sets, conditions, judges, rows } = results
  const group = judges.find(({ id }) => id === question.judge)!.group
  const groups = (Object.keys(judgeGroups) as JudgeGroup[]).filter((id) => judges.some((judge) => judge.group === id))
  const inGroup = judges.filter((judge) => judge.group === group)
  const hasBoth = rows.some((row) => row.moves === 'both' && row.judge === question.judge && row.set === question.set)
  const known = impostors.filter(({ id }) => rows.some((row) => row.impostors === id && row.set === question.set))
  return (
    <>
      <Choice label="Set" options={sets} value={question.set} onChoose={(set) => want({ set })} />
      <Choice label="Crops" options={conditions} value={question.condition} onChoose={(crops) => want({ crops })} />
      {hasBoth && question.condition !== 'proper' && (
        <Choice label="Moves" options={moves} value={question.moves} onChoose={(id) => want({ moves: id as Moves })} />
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
