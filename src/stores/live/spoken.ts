import { useState } from 'react'
import { useCamera } from './camera.ts'
import { useShown } from './live.ts'
import { useMainReadings } from './readings.ts'

/** What a screen reader hears of the camera. */
interface Spoken {
  readonly hint: string
  readonly score: string
}

/** A smaller change of the score is not worth saying, points. */
const LEAST_CHANGE = 3

/** What is to be said of the camera; null while it is off. */
export function useSpoken(): Spoken | null {
  const isOn = useCamera(({ state }) => state === 'on')
  const hint = useShown(({ session }) => session.hint?.words)
  const { student } = useMainReadings()
  const score = useSteady(student ? Math.round(student.needle) : null)
  if (!isOn) return null
  return { hint: hint ? `${hint}.` : '', score: score === null ? '' : `Score ${score}.` }
}

/** The latest value that differs from the one before by enough. */
function useSteady(value: number | null): number | null {
  const [kept, keep] = useState(value)
  const differs = value === null || kept === null ? value !== kept : Math.abs(value - kept) >= LEAST_CHANGE
  if (differs) keep(value)
  return differs ? value : kept
}
