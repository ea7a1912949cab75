import { expect, it } from 'vitest'
import { EngineCrashedError } from '#engine/errors.ts'
import { askAgain } from './ask-again.ts'

/** Answers that come one after the other; errors are thrown. */
const answers = (...all: (string | Error)[]) =>
  async function ask() {
    const answer = all.shift()!
    if (answer instanceof Error) throw answer
    return answer
  }

it('takes the answer after a crash', async () => {
  expect(await askAgain(answers(new EngineCrashedError(), 'there'))).toBe('there')
})

it('gives up after the second crash, and at once where the engine lives', async () => {
  await expect(askAgain(answers(new EngineCrashedError(), new EngineCrashedError(), 'late'))).rejects.toThrow('stopped')
  await expect(askAgain(answers(new Error('No such file.'), 'late'))).rejects.toThrow('No such file.')
})
