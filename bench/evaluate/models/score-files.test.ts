import { describe, expect, it } from 'vitest'
import type { SetImage } from '../inputs/face-set.ts'
import { scoreMethod } from './score-files.ts'

const files = ['ann/1.jpg', 'ann/2.jpg', 'bob/1.jpg']
const imagesIn = (set: string, names: readonly string[]) =>
  names.map((name) => ({ set, name, file: name.replace('#degraded', '') }) as SetImage)
const clean = { id: 'own', images: imagesIn('own', files) }
const half = { id: 'own-d', images: imagesIn('own-d', files) }
const synthetic = { id: 'own-xq', images: imagesIn('own-xq', ['ann/1.jpg', 'ann/1.jpg#degraded', 'bob/1.jpg']) }

function scoresOf({ method }: ReturnType<typeof scoreMethod>, condition: string, { images } = clean) {
  const { source } = method
  if ('net' in source) throw new Error('No net is asked for scores of a file.')
  return images.map((image) => source.ofImage(image, condition))
}

describe('scores from a file', () => {
  it('hold for every condition and set where it names none', () => {
    const found = scoreMethod('mine', 'images/ann/1.jpg 0.5\nbob/1.jpg 0.25\nann/2.jpg 1\n', [clean, half, synthetic])
    expect(scoresOf(found, 'proper')).toEqual([0.5, 1, 0.25])
    expect(scoresOf(found, 'jitter-20')).toEqual([0.5, 1, 0.25])
    expect(scoresOf(found, 'proper', half)).toEqual([0.5, 1, 0.25])
    expect(scoresOf(found, 'proper', synthetic)).toEqual([0.5, 0.5, 0.25])
    expect(found).toMatchObject({ unmatched: [], without: 0, otherSets: [], method: { id: 'mine', kind: 'scores' } })
  })

  it('hold for the conditions that it names', () => {
    const found = scoreMethod(
      'mine',
      'condition,file,score\nproper,ann/1.jpg,0.5\nproper,bob/1.jpg,0.25\n"jitter-20","ann/1.jpg",0.75\n',
      [clean],
    )
    expect(scoresOf(found, 'proper')).toEqual([0.5, Number.NaN, 0.25])
    expect(scoresOf(found, 'jitter-20')).toEqual([0.75, Number.NaN, Number.NaN])
    expect(scoresOf(found, 'face-box')).toEqual([Number.NaN, Number.NaN, Number.NaN])
    expect(found.without).toBe(1)
  })

  it('hold for the sets that it names alone, under the images’ names there', () => {
    const rows = [
      'own,proper,ann/1.jpg,1',
      'own,proper,ann/2.jpg,2',
      'own,proper,bob/1.jpg,3',
      'own-xq,proper,ann/1.jpg,4',
      'own-xq,proper,ann/1.jpg#degraded,5',
      'own-xq,jitter-20,ann/1.jpg#degraded,6',
    ]
    const found = scoreMethod('mine', ['set,condition,file,score', ...rows].join('\n'), [clean, half, synthetic])
    expect(scoresOf(found, 'proper')).toEqual([1, 2, 3])
    expect(scoresOf(found, 'proper', synthetic)).toEqual([4, 5, Number.NaN])
    expect(scoresOf(found, 'jitter-20', synthetic)).toEqual([Number.NaN, 6, Number.NaN])
    expect(scoresOf(found, 'proper', half)).toEqual([Number.NaN, Number.NaN, Number.NaN])
    // Bob of the synthetic set; of the half degraded one the whole method is missing.
    expect(found).toMatchObject({ unmatched: [], without: 1, otherSets: [] })
  })

  it('of sets that are not evaluated are told, and theirs alone', () => {
    const rows = ['own,proper,ann/1.jpg,1', 'own,proper,carl/1.jpg,2', 'own-d,proper,dora/1.jpg,3']
    const found = scoreMethod('mine', ['set,condition,file,score', ...rows].join('\n'), [clean])
    expect(found).toMatchObject({ unmatched: ['carl/1.jpg'], without: 2, otherSets: ['own-d'] })
  })

  it('that are nobody’s, or could be two images’, are told, and so are images without', () => {
    const found = scoreMethod('mine', '1.jpg 0.5\ncarl/1.jpg 0.25\nann/2.jpg 1\n', [clean, half])
    expect(found.unmatched).toEqual(['1.jpg', 'carl/1.jpg'])
    expect(found.without).toBe(2)
    // Of a file that has none, the whole method is missing.
    expect(scoreMethod('mine', '\n', [clean]).without).toBe(0)
  })

  it.each([
    ['condition,file,score\nproper,ann/1.jpg,\n', 'line 2 lacks a condition'],
    ['set,condition,file,score\nown,proper,ann/1.jpg,1\n,proper,ann/2.jpg,1\n', 'line 3 lacks a set'],
  ])('are refused where a row lacks something: %j', (text, what) => {
    expect(() => scoreMethod('mine', text, [clean])).toThrow(what)
  })

  it('have the hash of their file', () => {
    const hash = (text: string) => scoreMethod('mine', text, [clean]).method.sha256
    expect(hash('ann/1.jpg 1')).toMatch(/^[0-9a-f]{64}$/)
    expect(hash('ann/1.jpg 1')).not.toBe(hash('ann/1.jpg 2'))
  })
})
