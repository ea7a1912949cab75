import { expect, it } from 'vitest'
import { addressWith, askedOf } from './page-address.ts'

it('asks for the usual, where the address says nothing or what is no backend', () => {
  expect(askedOf('')).toEqual({ backend: 'auto', student: null })
  expect(askedOf('?backend=cuda')).toEqual({ backend: 'auto', student: null })
})

it('asks for what the address says', () => {
  expect(askedOf('?backend=wasm&model=plumb-s')).toEqual({ backend: 'wasm', student: 'plumb-s' })
})

it('keeps the rest of the address, but not what is shown', () => {
  const small = addressWith('plumb-s', 'https://example.org/plumb/?backend=wasm#lab?face=2')
  expect(small).toBe('https://example.org/plumb/?backend=wasm&model=plumb-s')
  expect(addressWith(null, small)).toBe('https://example.org/plumb/?backend=wasm')
})
