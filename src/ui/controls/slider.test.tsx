// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { useState } from 'react'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { signed } from '../format.ts'
import { Slider } from './slider.tsx'

afterEach(cleanup)

function Turn({ onCommit }: { onCommit?(): void }) {
  const [value, setValue] = useState(-12)
  return (
    <Slider
      label="Turn"
      value={value}
      min={-45}
      max={45}
      step={1}
      format={(degrees) => `${signed(degrees)}°`}
      onChange={setValue}
      {...(onCommit && { onCommit })}
      neutral={0}
    />
  )
}

const handle = () => screen.getByRole<HTMLInputElement>('slider', { name: 'Turn' })
const field = () => screen.getByRole<HTMLInputElement>('textbox', { name: 'Turn, as a number' })

/** What a browser sends while a handle is dragged. */
const dragTo = (value: number) => fireEvent.input(handle(), { target: { value: `${value}` } })
const rest = () => handle().dispatchEvent(new Event('change', { bubbles: true }))

describe('the slider', () => {
  it('says its value in words', () => {
    render(<Turn />)
    expect(handle().getAttribute('aria-valuetext')).toBe('−12°')
    expect(field().value).toBe('−12°')
  })

  it('follows a drag and commits once at its end', () => {
    const onCommit = vi.fn()
    render(<Turn onCommit={onCommit} />)
    dragTo(3)
    dragTo(7)
    expect(field().value).toBe('+7°')
    expect(onCommit).not.toHaveBeenCalled()
    rest()
    expect(onCommit).toHaveBeenCalledOnce()
  })

  it('commits once for a key that is held', () => {
    const onCommit = vi.fn()
    render(<Turn onCommit={onCommit} />)
    fireEvent.keyDown(handle(), { key: 'ArrowRight' })
    for (const value of [-11, -10, -9]) {
      dragTo(value)
      rest()
    }
    expect(onCommit).not.toHaveBeenCalled()
    fireEvent.keyUp(handle(), { key: 'ArrowRight' })
    expect(onCommit).toHaveBeenCalledOnce()
  })

  it('goes to neutral on a double click', async () => {
    const onCommit = vi.fn()
    render(<Turn onCommit={onCommit} />)
    await userEvent.dblClick(handle())
    expect(field().value).toBe('0°')
    expect(onCommit).toHaveBeenCalledOnce()
  })

  it.each([
    ['7{Enter}', '+7°', 1],
    ['−7°{Enter}', '−7°', 1],
    ['-7,4 °{Enter}', '−7°', 1],
    ['99{Enter}', '+45°', 1],
    ['+3{Tab}', '+3°', 1],
    ['-12{Enter}', '−12°', 0],
    ['7{Escape}', '−12°', 0],
    ['{Tab}', '−12°', 0],
  ])('after typing %s shows %s', async (keys, shown, commits) => {
    const user = userEvent.setup()
    const onCommit = vi.fn()
    render(<Turn onCommit={onCommit} />)
    await user.click(field())
    field().select()
    await user.keyboard(keys)
    expect(field().value).toBe(shown)
    expect(onCommit).toHaveBeenCalledTimes(commits)
  })

  it('marks what is no number and forgets it', async () => {
    const user = userEvent.setup()
    render(<Turn />)
    await user.clear(field())
    await user.type(field(), 'left')
    expect(field().getAttribute('aria-invalid')).toBe('true')
    await user.tab()
    expect(field().value).toBe('−12°')
  })
})
