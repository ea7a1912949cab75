import type { ReactNode } from 'react'

interface Props {
  readonly className: string
  readonly facts: readonly (readonly [name: string, value: ReactNode])[]
}

/** Names and what they stand for, a line each. */
export function FactList({ className, facts }: Props) {
  return (
    <dl className={className}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  )
}
