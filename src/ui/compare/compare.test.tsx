// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { Tooltip } from 'radix-ui'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Compare } from './compare.tsx'

// There is no layout here: every box is the frame, 200 px wide and high.
beforeEach(() => {
  vi.spyOn(HTMLElement.prototype, 'getBoundingClientRect').mockReturnValue(new DOMRect(0, 0, 200, 200))
})
afterEach(cleanup)

function show() {
  render(
    <Tooltip.Provider>
      <Compare left={new Blob(['a'])} right={new Blob(['b'])} leftLabel="reference" rightLabel="−18°" />
    </Tooltip.Provider>,
  )
  return screen.getByRole('group', { name: 'reference beside −18°' })
}

const divider = () => screen.getByRole('slider', { name: 'Divider' })

function viewOf(frame: HTMLElement) {
  const [zoom, x, y] = ['--zoom', '--x', '--y'].map((name) => Number(frame.style.getPropertyValue(name)))
  return { zoom, x, y }
}

describe('the comparison', () => {
  it('shows both pictures, half of each', () => {
    show()
    expect(screen.getByRole('img', { name: 'reference' })).toBeDefined()
    expect(screen.getByRole('img', { name: '−18°' })).toBeDefined()
    expect(divider().getAttribute('aria-valuetext')).toBe('50% left, 50% right')
  })

  it.each([
    ['{ArrowLeft}', '49% left, 51% right'],
    ['{Shift>}{ArrowRight}{/Shift}', '60% left, 40% right'],
    ['{PageDown}{ArrowUp}', '41% left, 59% right'],
    ['{Home}', '0% left, 100% right'],
    ['{End}{ArrowRight}', '100% left, 0% right'],
  ])('after %s the divider says "%s"', async (keys, words) => {
    const user = userEvent.setup()
    show()
    divider().focus()
    await user.keyboard(keys)
    expect(divider().getAttribute('aria-valuetext')).toBe(words)
  })

  it('moves the divider by its handle, and the magnified pictures elsewhere', async () => {
    const frame = show()
    fireEvent.pointerDown(divider(), { pointerId: 1, clientX: 100, clientY: 100 })
    fireEvent.pointerMove(divider(), { pointerId: 1, clientX: 50, clientY: 100 })
    expect(divider().getAttribute('aria-valuenow')).toBe('25')
    expect(viewOf(frame)).toEqual({ zoom: 1, x: 0, y: 0 })

    await userEvent.click(screen.getByRole('button', { name: 'Zoom in' }))
    const pictures = frame.firstElementChild!
    fireEvent.pointerDown(pictures, { pointerId: 2, clientX: 100, clientY: 100 })
    fireEvent.pointerMove(pictures, { pointerId: 2, clientX: 120, clientY: 60 })
    expect(viewOf(frame)).toEqual({ zoom: 2, x: -0.4, y: -0.7 })
    expect(divider().getAttribute('aria-valuenow')).toBe('25')
  })

  it('zooms and pans by keys, and shows pixels from four times on', async () => {
    const user = userEvent.setup()
    const frame = show()
    divider().focus()
    await user.keyboard('+')
    expect(viewOf(frame)).toEqual({ zoom: 2, x: -0.5, y: -0.5 })
    expect(frame.dataset.pixels).toBe('false')
    await user.keyboard('=')
    expect(frame.dataset.pixels).toBe('true')
    screen.getByRole('button', { name: 'Zoom in' }).focus()
    await user.keyboard('{ArrowRight}{ArrowUp}')
    expect(viewOf(frame)).toEqual({ zoom: 4, x: -1.5625, y: -1.4375 })
    await user.keyboard('-')
    expect(viewOf(frame).zoom).toBe(2)
    await user.keyboard('0')
    expect(viewOf(frame)).toEqual({ zoom: 1, x: 0, y: 0 })
  })

  it('zooms at the pointer by a wheel with Ctrl, and leaves the wheel alone without', () => {
    const frame = show()
    const wheel = (ctrlKey: boolean) => {
      // happy-dom's WheelEvent has no modifiers.
      const event = new MouseEvent('wheel', { bubbles: true, cancelable: true, clientX: 0, clientY: 200, ctrlKey })
      return fireEvent(frame, Object.assign(event, { deltaY: -200 }))
    }
    expect(wheel(false)).toBe(true)
    expect(viewOf(frame).zoom).toBe(1)
    expect(wheel(true)).toBe(false)
    expect(viewOf(frame).zoom).toBeCloseTo(Math.E, 9)
    expect(viewOf(frame).x).toBeCloseTo(0, 9)
    expect(viewOf(frame).y).toBeCloseTo(1 - Math.E, 9)
  })
})
