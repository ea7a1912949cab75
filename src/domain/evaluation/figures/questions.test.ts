import { describe, expect, it } from 'vitest'
import { judgedCondition, measurementsFor, mendedFrom, questionsOf } from './questions.ts'

const asked = {
  conditions: ['proper', 'jitter-10'],
  judges: ['edgeface', 'y1'],
  judgesThatMove: ['edgeface'],
  methods: ['student', 'sharpness'],
  impostors: ['listed'],
  mends: false,
} as const
const questions = questionsOf(asked)

describe('the questions of a set', () => {
  it('move the judge’s crops only where asked, and where something moves', () => {
    expect(questions.map(({ judge, condition, moves }) => `${judge} ${condition} ${moves}`)).toEqual([
      'edgeface proper quality',
      'edgeface jitter-10 quality',
      'edgeface jitter-10 both',
      'y1 proper quality',
      'y1 jitter-10 quality',
    ])
  })

  it('are about mended crops too where something mends them, also about the proper ones', () => {
    const mended = questionsOf({ ...asked, mends: true }).filter(({ moves }) => moves === 'mended')
    expect(mended.map(({ judge, condition }) => `${judge} ${condition}`)).toEqual([
      'edgeface proper',
      'edgeface jitter-10',
    ])
    expect(mended.map(judgedCondition)).toEqual(['proper+mended', 'jitter-10+mended'])
    expect(mended.map(judgedCondition).map(mendedFrom)).toEqual(['proper', 'jitter-10'])
    expect(mendedFrom('jitter-10')).toBeNull()
    const { scores, embeddings } = measurementsFor(mended, [{ judge: 'y1', condition: 'jitter-10' }])
    expect([...scores.keys()]).toEqual(['proper', 'jitter-10'])
    expect([...embeddings]).toEqual([
      ['proper+mended', ['edgeface']],
      ['jitter-10+mended', ['edgeface', 'y1']],
      ['proper', ['y1']],
      ['jitter-10', ['y1']],
    ])
  })

  it('say what has to be measured', () => {
    const { scores, embeddings } = measurementsFor(questions, [])
    expect([...scores]).toEqual([
      ['proper', ['student', 'sharpness']],
      ['jitter-10', ['student', 'sharpness']],
    ])
    expect([...embeddings]).toEqual([
      ['proper', ['edgeface', 'y1']],
      ['jitter-10', ['edgeface']],
    ])
  })

  it('need the proper scores to compare with, whatever they are about', () => {
    const { scores, embeddings } = measurementsFor([{ ...questions[2]!, methods: ['student'] }], [])
    expect([...scores.keys()].sort()).toEqual(['jitter-10', 'proper'])
    expect([...embeddings.keys()]).toEqual(['jitter-10'])
  })
})
