import { beforeEach, expect, it } from 'vitest'
import { noMisalignment } from '#domain/alignment/misalignment.ts'
import { useExperiment } from './experiment.ts'
import { handRests, useHandWaits } from './hand-rests.ts'

const turned = { moves: {}, misalignment: { ...noMisalignment, rotation: 5 } }

beforeEach(() => {
  useExperiment.setState(useExperiment.getInitialState(), true)
  useHandWaits.setState(false, true)
})

/** What has happened by the time that everything which could go on went on. */
async function asked() {
  let rests = false
  void handRests().then(() => {
    rests = true
  })
  return async () => {
    await new Promise((resolve) => setTimeout(resolve))
    return rests
  }
}

it('is at rest where nobody moves anything', async () => {
  expect(await (await asked())()).toBe(true)
})

it('moves until the gesture has ended and its scores are there', async () => {
  useExperiment.getState().move(turned)
  useHandWaits.setState(true, true)
  const rests = await asked()
  useHandWaits.setState(false, true)
  expect(await rests()).toBe(false)
  useHandWaits.setState(true, true)
  useExperiment.getState().settle()
  expect(await rests()).toBe(false)
  useHandWaits.setState(false, true)
  expect(await rests()).toBe(true)
})
