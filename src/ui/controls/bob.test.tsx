// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { Tooltip } from 'radix-ui'
import { useState } from 'react'
import { afterEach, describe, expect, it } from 'vitest'
import { Bob } from './bob.tsx'

afterEach(cleanup)

function Threshold() {
  const [value, setValue] = useState(30)
  return (
    <Tooltip.Provider>
      <Bob label="Threshold" value={value} valueText={`Keep ${value} and up`} tip="" onChange={setValue} />
    </Tooltip.Provider>
  )
}

describe('the bob', () => {
  it.each([
    ['{ArrowRight}', '31'],
    ['{ArrowDown}', '29'],
    ['{Shift>}{ArrowUp}{/Shift}', '40'],
    ['{PageDown}', '20'],
    ['{End}{ArrowRight}', '100'],
    ['{Home}{ArrowLeft}', '0'],
    ['45', '45'],
    ['100', '100'],
    ['1007', '7'],
    ['4{ArrowRight}2', '2'],
  ])('after %s is at %s', async (keys, value) => {
    const user = userEvent.setup()
    render(<Threshold />)
    const slider = screen.getByRole('slider', { name: 'Threshold' })
    await user.tab()
    await user.keyboard(keys)
    expect(slider.getAttribute('aria-valuenow')).toBe(value)
    expect(slider.getAttribute('aria-valuetext')).toBe(`Keep ${value} and up`)
  })
})
