import { describe, expect, it } from 'vitest'
import type { Face } from '#domain/alignment/face.ts'
import { procedures } from '#domain/alignment/procedures.ts'
import { box, point } from '#domain/geometry/point.ts'
import { similarity } from '#domain/geometry/similarity.ts'
import { DamagedFileError } from '#domain/picture-file/errors.ts'
import type { Engine, EngineStatus } from './engine.ts'
import type { EngineInfo, VariantSpec } from './protocol.ts'
import { createScoringQueue, faceId, type ScoringEvent } from './scoring-queue.ts'

const info: EngineInfo = { backend: 'wasm', reason: { code: 'forced' }, threads: 1, models: [] }

const face: Face = {
  photo: { width: 100, height: 100 },
  box: box(20, 20, 60, 60),
  confidence: 1,
  source: 'manual',
  landmarks: {
    rightEye: point(40, 40),
    leftEye: point(60, 40),
    noseTip: point(50, 50),
    mouthRight: point(42, 62),
    mouthLeft: point(58, 62),
  },
  keypoints: null,
  mesh: null,
}

/** An engine whose calls a test answers one by one; it stands for the worker, so that the order can be seen. */
function createDesk(status: EngineStatus = { state: 'ready', info }) {
  const asked: { readonly call: string; answer(value?: unknown): void; refuse(error: Error): void }[] = []
  const listeners = new Set<() => void>()
  const log: string[] = []
  const ask = <T>(call: string, natural: () => T, signal: AbortSignal) =>
    new Promise<T>((resolve, reject) => {
      log.push(call)
      asked.push({ call, answer: (value) => resolve((value as T | undefined) ?? natural()), refuse: reject })
      signal.addEventListener('abort', () => reject(signal.reason))
    })
  const outcomes = (specs: readonly VariantSpec[]) =>
    specs.map((spec) => ({ ...spec, transform: similarity<'source', 'crop'>(1, 0, 0, 0), scores: {} }))
  let current = status
  const engine: Engine = {
    get status() {
      return current
    },
    subscribe(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    restart() {},
    find: (photo, signal) =>
      ask(`find ${photo.id}`, () => ({ width: 100, height: 100, faces: [{ face, thumbnail: new Blob() }] }), signal),
    score: (photo, _, specs, signal) => ask(`score ${photo.id} × ${specs.length}`, () => outcomes(specs), signal),
    crops: (photo, transforms, signal) => ask(`crops ${photo.id}`, () => transforms.map(() => new Blob()), signal),
    inspectModel: () => Promise.reject(new Error('no model was dropped')),
    addModel: () => Promise.reject(new Error('no model was dropped')),
    removeModel() {},
    explain: () => Promise.reject(new Error('nothing to explain')),
    occlusion: () => Promise.reject(new Error('nothing to explain')),
    watch: () => Promise.reject(new Error('no camera is on')),
    stopWatching() {},
    forget: (id) => void log.push(`forget ${id}`),
    remember: (id) => void log.push(`remember ${id}`),
    dispose() {},
  }
  /** Lets everything that is decided already happen. */
  const settle = () => new Promise<void>((resolve) => setImmediate(resolve))
  return {
    engine,
    log,
    settle,
    become(next: EngineStatus) {
      current = next
      for (const listener of listeners) listener()
    },
    /** Answers the call that is open, as a healthy engine would or with `value`. */
    async answer(value?: unknown) {
      asked.pop()!.answer(value)
      await settle()
    },
    async refuse(error: Error) {
      asked.pop()!.refuse(error)
      await settle()
    },
    get waits() {
      return asked.length > 0
    },
  }
}

function create(status?: EngineStatus) {
  const desk = createDesk(status)
  const events: ScoringEvent[] = []
  const queue = createScoringQueue(desk.engine, (event) => {
    if (event.kind !== 'pending') events.push(event)
  })
  const add = (...ids: string[]) => queue.add(ids.map((id) => ({ id, blob: new Blob() })))
  const kinds = () => events.map((event) => `${event.kind} ${'photoId' in event ? event.photoId : ''}`)
  return { desk, events, queue, add, kinds }
}

describe('createScoringQueue', () => {
  it('finds and scores the reference of every photo first, then measures', async () => {
    const { desk, add, kinds, events } = create()
    add('a')
    add('b')
    while (desk.waits) await desk.answer()
    expect(desk.log.slice(0, 5)).toEqual(['find a', 'score a × 1', 'find b', 'score b × 1', 'score a × 8'])
    expect(kinds().slice(0, 4)).toEqual(['found a', 'referenceScored a', 'found b', 'referenceScored b'])
    const measured = events.filter((event) => event.kind === 'measured' && event.photoId === 'a')
    expect(measured.flatMap((event) => (event.kind === 'measured' ? event.outcomes : []))).toHaveLength(
      procedures.length - 1 + 24,
    )
    expect(measured.at(-1)).toMatchObject({ remaining: 0 })
  })

  it('measures visible faces first', async () => {
    const { desk, add, queue } = create()
    for (const id of ['a', 'b', 'c']) add(id)
    queue.setVisible(new Set([faceId({ photoId: 'c', face: 0 })]))
    for (let i = 0; i < 7; i++) await desk.answer()
    expect(desk.log.slice(6, 8)).toEqual(['score c × 8', 'score c × 8'])
  })

  it('lets a photo that arrives later go before measuring', async () => {
    const { desk, add } = create()
    add('a')
    await desk.answer()
    await desk.answer()
    add('b')
    await desk.answer()
    expect(desk.log.slice(2)).toEqual(['score a × 8', 'find b'])
  })

  it('loses nothing but what failed, and tries that again when asked', async () => {
    const { desk, add, queue, kinds } = create()
    add('a')
    add('b')
    await desk.refuse(new DamagedFileError())
    await desk.answer()
    expect(kinds()).toEqual(['failed a', 'found b'])
    queue.retry('a')
    await desk.answer()
    expect(desk.log).toEqual(['find a', 'find b', 'score b × 1', 'find a'])
  })

  it('goes on where a face failed', async () => {
    const { desk, add, queue, events } = create()
    add('a')
    await desk.answer()
    await desk.answer()
    await desk.answer()
    await desk.refuse(new Error('crash'))
    expect(events.at(-1)).toMatchObject({ kind: 'failed', photoId: 'a', face: 0 })
    expect(desk.waits).toBe(false)
    queue.retry('a')
    while (desk.waits) await desk.answer()
    expect(events.filter((event) => event.kind === 'measured').at(-1)).toMatchObject({ remaining: 0 })
  })

  it('says nothing more of a removed photo, and frees its pixels', async () => {
    const { desk, add, queue, kinds } = create()
    add('a')
    add('b')
    queue.remove('a')
    await desk.settle()
    while (desk.waits) await desk.answer()
    expect(kinds().filter((kind) => kind.endsWith(' a'))).toEqual([])
    expect(desk.log).toContain('forget a')
  })

  it('tells once of thousands that come together', () => {
    const { engine } = createDesk({ state: 'loading', progress: { loaded: 0, total: 1 }, isStalled: false })
    const told: ScoringEvent[] = []
    const queue = createScoringQueue(engine, (event) => told.push(event))
    queue.add(Array.from({ length: 10_000 }, (_, i) => ({ id: `${i}`, blob: new Blob() })))
    expect(told).toEqual([{ kind: 'pending', photos: 10_000, faces: 0 }])
  })

  it('keeps a marked face of a photo that is set aside, and what was measured of it', async () => {
    const { desk, add, queue, kinds, events } = create()
    add('a')
    await desk.answer({ width: 100, height: 100, faces: [] })
    queue.addManualFace('a', face)
    await desk.answer()
    await desk.answer()
    queue.setAside('a')
    await desk.settle()
    expect(desk.log.at(-1)).toBe('forget a')
    const before = kinds()
    queue.takeUp('a')
    await desk.settle()
    while (desk.waits) await desk.answer()
    expect(
      kinds()
        .slice(before.length)
        .every((kind) => kind === 'measured a'),
    ).toBe(true)
    expect(events.at(-1)).toMatchObject({ face: 0, remaining: 0 })
    expect(desk.log.filter((call) => call === 'find a')).toHaveLength(1)
  })

  it('stops, and does the running job again on resume', async () => {
    const { desk, add, queue, kinds } = create()
    add('a')
    queue.stop()
    await desk.settle()
    expect(kinds()).toEqual([])
    queue.resume()
    await desk.settle()
    expect(desk.log).toEqual(['find a', 'find a'])
  })

  it('waits until the models are there, and blames no photo where they are not', async () => {
    const { desk, add, kinds } = create({ state: 'loading', progress: { loaded: 0, total: 1 }, isStalled: false })
    add('a')
    expect(desk.log).toEqual([])
    desk.become({ state: 'ready', info })
    desk.become({ state: 'failed', error: new Error('offline') })
    await desk.refuse(new Error('offline'))
    expect(kinds()).toEqual([])
    desk.become({ state: 'ready', info })
    expect(desk.log).toEqual(['find a', 'find a'])
  })

  it('scores a face that a person marked', async () => {
    const { desk, add, queue, events } = create()
    add('a')
    await desk.answer({ width: 100, height: 100, faces: [] })
    queue.addManualFace('a', face)
    await desk.answer()
    await desk.answer()
    expect(events.map(({ kind }) => kind)).toEqual(['found', 'faceAdded', 'referenceScored'])
    expect(events[1]).toMatchObject({ face: 0 })
  })

  it('introduces a marked face again when asked, where the engine died of it', async () => {
    const { desk, add, queue, events } = create()
    add('a')
    await desk.answer({ width: 100, height: 100, faces: [] })
    queue.addManualFace('a', face)
    await desk.refuse(new Error('crash'))
    expect(events.at(-1)).toMatchObject({ kind: 'failed', photoId: 'a', face: null })
    queue.retry('a')
    while (desk.waits) await desk.answer()
    expect(events.slice(2, 4).map(({ kind }) => kind)).toEqual(['faceAdded', 'referenceScored'])
    expect(events.at(-1)).toMatchObject({ kind: 'measured', face: 0, remaining: 0 })
  })

  it('says in words why a marked face cannot be aligned', async () => {
    const { desk, add, queue, events } = create()
    add('a')
    await desk.answer({ width: 100, height: 100, faces: [] })
    const spot = point<'source'>(1, 1)
    const landmarks = { rightEye: spot, leftEye: spot, noseTip: spot, mouthRight: spot, mouthLeft: spot }
    queue.addManualFace('a', { ...face, landmarks })
    await desk.settle()
    expect(events.at(-1)).toMatchObject({ kind: 'failed', face: null, error: { code: 'degenerate-points' } })
  })
})
