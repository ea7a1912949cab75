import { describe, expect, it } from 'vitest'
import { measurementsFor, questionsOf } from './questions.ts'

const questions = questionsOf({
  conditions: ['proper', 'jitter-10'],
  judges: ['edgeface', 'y1'],
  judgesThatMove: ['edgeface'],
  methods: ['student', 'sharpness'],
  impostors: ['listed'],
})

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

  it('say what has to be measured', () => {
    const { scores, embeddings } = measurementsFor(questions)
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
    const { scores, embeddings } = measurementsFor([{ ...questions[2]!, methods: ['student'] }])
    expect([...scores.keys()].sort()).toEqual(['jitter-10', 'proper'])
    expect([...embeddings.keys()]).toEqual(['jitter-10'])
  })
})
