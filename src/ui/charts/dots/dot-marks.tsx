import { signed } from '../../format.ts'
import type { PlacedDot, Scale } from './placed-dots.ts'

interface MarkProps {
  readonly x: number
  /** Half its height, in px. */
  readonly size: number
}

export const StudentDot = ({ x, size }: MarkProps) => <circle className="student-point" cx={x} cy="5.5" r={size} />

export const BaselineDot = ({ x, size }: MarkProps) => (
  <path className="baseline-point" d={`M${x} ${14.5 - size}l${size} ${size}-${size} ${size}-${size}-${size}z`} />
)

/** The crosshair's crop by name, both models' marks, and their values on the outside of them. */
export function Reading({ dot: { label, student, baseline }, x }: { readonly dot: PlacedDot; readonly x: Scale }) {
  const [left, right] = x.range() as [number, number]
  const side = (px: number, isLeft: boolean) =>
    (isLeft && px > left + 28) || px > right - 28
      ? { x: px - 8, textAnchor: 'end' as const }
      : { x: px + 8, textAnchor: 'start' as const }
  return (
    <>
      <text className="place" x="0" y="14">
        {label}
      </text>
      {baseline !== null && (
        <>
          <path className="tie" d={`M${x(baseline)} 14.5L${x(student)} 5.5`} />
          <BaselineDot x={x(baseline)} size={5} />
          <text className="name baseline" y="18.5" {...side(x(baseline), baseline <= student)}>
            {signed(baseline)}
          </text>
        </>
      )}
      <StudentDot x={x(student)} size={4.5} />
      <text className="name student" y="9.5" {...side(x(student), baseline !== null && student < baseline)}>
        {signed(student)}
      </text>
    </>
  )
}
