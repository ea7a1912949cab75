// @vitest-environment happy-dom
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, describe, expect, it } from 'vitest'
import { SaveFailure, useSaving } from './save-failure.tsx'
import { FileNotSavedError } from './save-file.ts'

afterEach(cleanup)

function SaveButton({ action }: { readonly action: () => Promise<void> }) {
  const saving = useSaving()
  return (
    <SaveFailure {...saving}>
      <button type="button" onClick={() => saving.save(action)}>
        Save
      </button>
    </SaveFailure>
  )
}

describe('a save that fails', () => {
  it('says why and what to do, and goes away once another try works', async () => {
    let tries = 0
    const full = async () => {
      if (++tries === 1) throw new FileNotSavedError('plumb.csv', new DOMException('Full.', 'QuotaExceededError'))
    }
    render(<SaveButton action={full} />)
    await userEvent.click(screen.getByRole('button', { name: 'Save' }))
    const said = await screen.findByRole('dialog', { name: 'plumb.csv could not be saved.' })
    expect(said.textContent).toContain('Choose another folder or name')
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }))
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(tries).toBe(2)
  })

  it('has words for what nobody foresaw', async () => {
    render(<SaveButton action={() => Promise.reject(new TypeError('x is not a function'))} />)
    await userEvent.click(screen.getByRole('button', { name: 'Save' }))
    const said = await screen.findByRole('dialog', { name: 'The file could not be made.' })
    expect(said.textContent).toContain('x is not a function')
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })

  it('says nothing where it works', async () => {
    render(<SaveButton action={async () => {}} />)
    await userEvent.click(screen.getByRole('button', { name: 'Save' }))
    expect(screen.queryByRole('dialog')).toBeNull()
  })
})
