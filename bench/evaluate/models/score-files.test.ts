import { describe, expect, it } from 'vitest'
import type { SetImage } from '../inputs/face-set.ts'
import { scoreMethod } from './score-files.ts'

const files = ['ann/1.jpg', 'ann/2.jpg', 'bob/1.jpg']

function scoresOf({ method }: ReturnType<typeof scoreMethod>, condition: string) {
  const { source } = method
  if ('net' in source) throw new Error('No net is asked for scores of a file.')
  return files.map((file) => source.ofImage({ file } as SetImage, condition))
}

describe('scores from a file', () => {
  it('hold for every condition where it names none', () => {
    const found = scoreMethod('mine', 'images/ann/1.jpg 0.5\nbob/1.jpg 0.25\nann/2.jpg 1\n', [...files, ...files])
    expect(scoresOf(found, 'proper')).toEqual([0.5, 1, 0.25])
    expect(scoresOf(found, 'jitter-20')).toEqual([0.5, 1, 0.25])
    expect(found).toMatchObject({ unmatched: [], without: 0, method: { id: 'mine', kind: 'scores' } })
  })

  it('hold for the conditions that it names', () => {
    const found = scoreMethod(
      'mine',
      'condition,file,score\nproper,ann/1.jpg,0.5\nproper,bob/1.jpg,0.25\n"jitter-20","ann/1.jpg",0.75\n',
      files,
    )
    expect(scoresOf(found, 'proper')).toEqual([0.5, Number.NaN, 0.25])
    expect(scoresOf(found, 'jitter-20')).toEqual([0.75, Number.NaN, Number.NaN])
    expect(scoresOf(found, 'face-box')).toEqual([Number.NaN, Number.NaN, Number.NaN])
    expect(found.without).toBe(1)
  })

  it('that are nobody’s, or could be two images’, are told, and so are images without', () => {
    const found = scoreMethod('mine', '1.jpg 0.5\ncarl/1.jpg 0.25\nann/2.jpg 1\n', files)
    expect(found.unmatched).toEqual(['1.jpg', 'carl/1.jpg'])
    expect(found.without).toBe(2)
  })

  it('are refused where a row lacks something', () => {
    expect(() => scoreMethod('mine', 'condition,file,score\nproper,ann/1.jpg,\n', files)).toThrow('row 1 lacks')
  })

  it('have the hash of their file', () => {
    const hash = (text: string) => scoreMethod('mine', text, files).method.sha256
    expect(hash('ann/1.jpg 1')).toMatch(/^[0-9a-f]{64}$/)
    expect(hash('ann/1.jpg 1')).not.toBe(hash('ann/1.jpg 2'))
  })
})
