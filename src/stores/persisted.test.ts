// @vitest-environment happy-dom
import { beforeEach, describe, expect, it } from 'vitest'
import { useSettings } from './settings.ts'
import { useThreshold } from './threshold.ts'

beforeEach(() => {
  localStorage.clear()
  useThreshold.setState(useThreshold.getInitialState(), true)
  useSettings.setState(useSettings.getInitialState(), true)
})

const stored = (name: string) => JSON.parse(localStorage.getItem(name) ?? 'null')?.state

describe('what outlives the page', () => {
  it('is what the table names, and no function', () => {
    useThreshold.getState().setScore(45)
    useSettings.getState().setSort('name')
    expect(stored('plumb.threshold')).toEqual({ score: 45 })
    expect(stored('plumb.settings')).toEqual({ theme: 'system', letterKeys: true, view: 'list', sort: 'name' })
  })

  it('is taken up again', async () => {
    localStorage.setItem('plumb.threshold', JSON.stringify({ state: { score: 70 }, version: 0 }))
    await useThreshold.persist.rehydrate()
    expect(useThreshold.getState().score).toBe(70)
  })

  it.each([{ score: 'many' }, { score: 400 }, {}, null])('is left alone where it cannot be: %j', async (state) => {
    localStorage.setItem('plumb.threshold', JSON.stringify({ state, version: 0 }))
    await useThreshold.persist.rehydrate()
    expect(useThreshold.getState().score).toBe(30)
    expect(useThreshold.getState().setScore).toBeTypeOf('function')
  })
})

describe('the threshold', () => {
  it.each([
    [-5, 0],
    [33.4, 33],
    [130, 100],
  ])('%d is kept as %d', (asked, kept) => {
    useThreshold.getState().setScore(asked)
    expect(useThreshold.getState().score).toBe(kept)
  })
})
