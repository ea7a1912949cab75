// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest'
import { procedures } from '#domain/alignment/procedures.ts'
import { P24 } from '#domain/alignment/protocols.ts'
import { UnsupportedFileError } from '#domain/picture-file/errors.ts'
import { EngineCrashedError } from '#engine/errors.ts'
import { remove, undoRemove } from '../session.ts'
import { useSettings } from '../settings.ts'
import { info, showExamples } from './examples.ts'
import { removeSelected, step, undo } from './list-actions.ts'
import { applyEvents, hide, usePhotos } from './photos.ts'
import { listRecord } from './record.ts'
import { currentRows, tally } from './rows.ts'
import { scoresOf, worstCrop } from './scores.ts'
import { useSelection } from './selection.ts'

const ids = () => currentRows().map((row) => `${row.kind} ${row.id}`)
const select = (id: string) => useSelection.getState().select(id)

beforeEach(() => {
  useSettings.setState(useSettings.getInitialState(), true)
  showExamples([
    { id: 'p1', name: 'low.jpg', faces: [{ student: 20, baseline: 15, spread: 2 }] },
    {
      id: 'p2',
      name: 'two.jpg',
      faces: [
        { student: 40, baseline: 30, spread: 12 },
        { student: 90, baseline: 80, spread: 4 },
      ],
    },
    { id: 'p3', name: 'high.jpg', faces: [{ student: 60, baseline: 50 }] },
    { id: 'p4', name: 'nobody.jpg', faces: [] },
  ])
})

describe('the list', () => {
  it('stands in the order of the scores, faces of one photo together, what has none last', () => {
    expect(ids()).toEqual(['group p2', 'face p2/1', 'face p2/0', 'face p3/0', 'face p1/0', 'problem p4'])
  })

  it.each([
    ['score-low', ['face p1/0', 'group p2', 'face p2/0', 'face p2/1', 'face p3/0', 'problem p4']],
    ['steady-first', ['face p1/0', 'group p2', 'face p2/1', 'face p2/0', 'face p3/0', 'problem p4']],
    ['steady-last', ['group p2', 'face p2/0', 'face p2/1', 'face p1/0', 'face p3/0', 'problem p4']],
    ['name', ['face p3/0', 'face p1/0', 'problem p4', 'group p2', 'face p2/0', 'face p2/1']],
  ] as const)('sorts by %s', (sort, expected) => {
    useSettings.getState().setSort(sort)
    expect(ids()).toEqual(expected)
  })

  it('counts what it shows', () => {
    expect(tally(currentRows(), info)).toEqual({ photos: 4, faces: 4, scores: [90, 40, 60, 20] })
  })

  it('is the same value as long as nothing changes', () => {
    const before = currentRows()
    applyEvents([{ kind: 'pending', photos: 1, faces: 2 }])
    expect(currentRows()).toBe(before)
  })
})

describe('scores', () => {
  const face = (id: string) => usePhotos.getState().faces[id]!

  it('have a spread only when the whole protocol has run', () => {
    expect(scoresOf(face('p1/0'))?.['plumb-s']).toEqual({ raw: 0.4, score: 20, spread: 2, worst: 2 })
    expect(scoresOf(face('p3/0'))?.['plumb-s']).toEqual({ raw: 1.2, score: 60, spread: null, worst: null })
  })

  it('name the crop that moved them most', () => {
    expect(worstCrop(face('p2/0'), 'plumb-s')).toEqual({ change: -12, at: 'jitter 10%, seed 1' })
    expect(worstCrop(face('p3/0'), 'plumb-s')).toBeNull()
  })
})

it('a photo that is being searched says how far that is', () => {
  applyEvents([{ kind: 'searching', photoId: 'p4', share: 0.4 }])
  expect(usePhotos.getState().photos.p4?.searched).toBe(0.4)
})

describe('a failure', () => {
  it('of a photo keeps everything else', () => {
    applyEvents([{ kind: 'failed', photoId: 'p4', face: null, error: new UnsupportedFileError('HEIC') }])
    expect(usePhotos.getState().photos.p4?.failure).toEqual({
      code: 'unsupported-file',
      message: 'Cannot be read here.',
      remedy: 'This browser cannot decode HEIC. Save it as JPEG, PNG or WebP and drop it again.',
    })
    expect(tally(currentRows(), info).scores).toHaveLength(4)
  })

  it('of a face goes away with its next score', () => {
    applyEvents([{ kind: 'failed', photoId: 'p3', face: 0, error: new EngineCrashedError() }])
    expect(usePhotos.getState().faces['p3/0']?.failure?.code).toBe('engine-crashed')
    const outcome = usePhotos.getState().faces['p3/0']!.reference!
    applyEvents([{ kind: 'referenceScored', photoId: 'p3', face: 0, outcome }])
    expect(usePhotos.getState().faces['p3/0']?.failure).toBeNull()
  })

  it('of a photo that is not in the list is nobody’s', () => {
    applyEvents([{ kind: 'failed', photoId: 'gone', face: null, error: new Error('x') }])
    expect(usePhotos.getState().photos.gone).toBeUndefined()
  })
})

describe('removing', () => {
  it('leaves a line with Undo where the photo stood, and brings it back whole', () => {
    const before = ids()
    select('p3/0')
    removeSelected()
    expect(ids()).toEqual(['group p2', 'face p2/1', 'face p2/0', 'removed p3', 'face p1/0', 'problem p4'])
    expect(useSelection.getState().id).toBe('p1/0')
    undo()
    expect(ids()).toEqual(before)
    expect(useSelection.getState().id).toBe('p3/0')
  })

  it('takes one face of several, not its photo', () => {
    select('p2/0')
    removeSelected()
    expect(ids()).toContain('removed p2/0')
    expect(ids()).toContain('face p2/1')
    expect(tally(currentRows(), info)).toMatchObject({ photos: 4, faces: 3 })
  })

  it('is undone one by one, the last first', () => {
    remove({ photoId: 'p1', faceId: null })
    remove({ photoId: 'p3', faceId: null })
    expect(undoRemove()?.photoId).toBe('p3')
    expect(undoRemove()?.photoId).toBe('p1')
    expect(undoRemove()).toBeUndefined()
  })

  it('leaves what was removed out of the record', () => {
    remove({ photoId: 'p2', faceId: 'p2/0' })
    remove({ photoId: 'p4', faceId: null })
    const record = listRecord(usePhotos.getState(), info, new Date(0))
    expect(record.faces.map(({ file, face }) => `${file} ${face}`)).toEqual(['low.jpg 0', 'two.jpg 1', 'high.jpg 0'])
    expect(record.failed).toEqual([])
  })

  it('drops for good what can no longer be undone', () => {
    showExamples(
      Array.from({ length: 51 }, (_, i) => ({ id: `q${i}`, name: `${i}.jpg`, faces: [{ student: i, baseline: i }] })),
    )
    const gone = Array.from({ length: 51 }, (_, i) => hide({ photoId: `q${i}`, faceId: null })).flat()
    expect(gone.map(({ id }) => id)).toEqual(['q0'])
    expect(usePhotos.getState().faces['q0/0']).toBeUndefined()
    expect(usePhotos.getState().faces['q1/0']).toBeDefined()
  })

  it('keeps faces away that can no longer be undone, from a photo that has none left as well', () => {
    remove({ photoId: 'p2', faceId: 'p2/0' })
    remove({ photoId: 'p2', faceId: 'p2/1' })
    const before = ids()
    for (let more = 0; more < 50; more++) hide({ photoId: `other ${more}`, faceId: null })
    expect(usePhotos.getState().removed).toHaveLength(50)
    expect(ids()).toEqual(before.filter((row) => !row.includes('p2')))
    expect(listRecord(usePhotos.getState(), info, new Date(0)).failed.map(({ file }) => file)).toEqual(['nobody.jpg'])
  })
})

describe('the record', () => {
  it('has every variant, the transform as rows of a matrix, and what failed', () => {
    const record = listRecord(usePhotos.getState(), info, new Date(0))
    expect(record.created).toBe('1970-01-01T00:00:00.000Z')
    expect(record.models).toEqual([
      { id: 'plumb-s', sha256: '3f9a1c2e00' },
      { id: 'plumb-b', sha256: '77e0d21400' },
    ])
    expect(record.faces[0]?.variants).toHaveLength(procedures.length + P24.length)
    expect(record.faces[0]?.variants[0]?.transform).toEqual([1, -0, -160, 0, 1, -60])
    expect(record.failed).toEqual([{ file: 'nobody.jpg', code: 'no-face', message: 'No face found.' }])
  })

  it('has a face that failed half-way among the scored ones, and not among the failed ones too', () => {
    applyEvents([{ kind: 'failed', photoId: 'p3', face: 0, error: new EngineCrashedError() }])
    const { faces, failed } = listRecord(usePhotos.getState(), info, new Date(0))
    const { scores, variants } = faces.find(({ file }) => file === 'high.jpg')!
    expect(scores['plumb-s']).toEqual({ raw: 1.2, score: 60, spread: null, worst: null })
    expect(variants).toHaveLength(1)
    expect(failed.map(({ file }) => file)).not.toContain('high.jpg')
  })
})

describe('the keyboard', () => {
  it('steps over photos with several faces and stops at the ends', () => {
    select('p2/1')
    step(-1)
    expect(useSelection.getState().id).toBe('p2/1')
    step(1)
    expect(useSelection.getState().id).toBe('p2/0')
  })
})
