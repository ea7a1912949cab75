// @vitest-environment happy-dom
import { cleanup, render, screen } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { Choice } from './choice.tsx'

afterEach(cleanup)

const few = ['Proper', 'Jitter 10%'].map((label) => ({ id: label.toLowerCase(), label }))
const many = Array.from({ length: 12 }, (_, i) => ({ id: `${i}`, label: `Jitter ${i}%` }))

describe('a choice', () => {
  it('of few stands side by side', async () => {
    const choose = vi.fn()
    render(<Choice label="Crops" options={few} value="proper" onChoose={choose} />)
    expect(screen.getByRole('button', { name: 'Proper', pressed: true })).toBeDefined()
    await userEvent.click(screen.getByRole('button', { name: 'Jitter 10%', pressed: false }))
    expect(choose).toHaveBeenCalledWith('jitter 10%')
  })

  it('of many is a list that opens', async () => {
    const choose = vi.fn()
    render(<Choice label="Crops" options={many} value="3" onChoose={choose} />)
    const list = screen.getByRole('combobox', { name: 'Crops' })
    expect((list as HTMLSelectElement).value).toBe('3')
    await userEvent.selectOptions(list, 'Jitter 7%')
    expect(choose).toHaveBeenCalledWith('7')
  })

  it('is a list where that is asked for', () => {
    render(<Choice label="Crops" options={few} value="proper" isList onChoose={() => {}} />)
    expect(screen.getByRole('combobox', { name: 'Crops' })).toBeDefined()
  })
})
