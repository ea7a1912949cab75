// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { showExamples } from '#stores/photos/examples.ts'
import { FaceList } from './face-list.tsx'

const chosen: (string | null)[] = []

// There is no layout here: the list is ten rows high.
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(360)
  chosen.length = 0
  showExamples(
    Array.from({ length: 10_000 }, (_, i) => ({
      id: `p${i}`,
      name: `${i}.jpg`,
      faces: [{ student: 50, baseline: 50 }],
    })),
  )
})
afterEach(cleanup)

const show = (value: string | null) =>
  render(
    <FaceList
      value={value}
      except="p1/0"
      none="No second face"
      rowHeight={36}
      onChoose={(faceId) => chosen.push(faceId)}
    />,
  )
const field = () => screen.getByRole('combobox', { name: 'Find by name' })
const current = () => document.getElementById(field().getAttribute('aria-activedescendant')!)

it('has ten thousand faces, and rows for those near the window alone', async () => {
  show(null)
  const options = screen.getAllByRole('option')
  expect(options.length).toBeLessThan(30)
  expect(options[0]!.getAttribute('aria-setsize')).toBe('10000')
  expect(options.slice(0, 3).map((option) => option.textContent)).toEqual(['No second face', '0.jpg', '2.jpg'])
})

it('goes by arrows and chooses by Enter', async () => {
  show(null)
  await userEvent.type(field(), '{ArrowDown}{ArrowDown}{ArrowDown}{ArrowUp}')
  expect(current()?.textContent).toBe('2.jpg')
  await userEvent.keyboard('{Enter}')
  expect(chosen).toEqual(['p2/0'])
})

it('finds a face by the name of its photo', async () => {
  show(null)
  await userEvent.type(field(), '9876')
  await userEvent.click(await screen.findByRole('option', { name: '9876.jpg' }))
  expect(chosen).toEqual(['p9876/0'])
  await userEvent.type(field(), 'nobody')
  expect(screen.queryAllByRole('option')).toEqual([])
  expect(screen.getByText('No photo has this name.')).toBeDefined()

  await userEvent.clear(field())
  await userEvent.type(field(), '42.jpg{Enter}')
  expect(chosen.at(-1)).toBe('p42/0')
})
