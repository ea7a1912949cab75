import { expect, it } from 'vitest'
import { createPace } from './pace.ts'

it('sends at most ten times a second, and what waits at the end', () => {
  let time = 0
  const sent: number[] = []
  const pace = createPace(
    () => sent.push(time),
    () => time,
  )
  for (time = 0; time < 250; time += 10) pace.touch()
  pace.end()
  pace.end()
  expect(sent).toEqual([0, 100, 200, 250])
})
