import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { flushTinyWeights } from './flush-tiny-weights.ts'

const fixture = (name: string) => new Uint8Array(readFileSync(`src/inference/models/own/fixtures/${name}.onnx`))

/** A graph with one float32 weight, 131, which becomes `weight`. */
function graphWith(weight: number): Uint8Array<ArrayBuffer> {
  const bytes = Buffer.from(fixture('dark-is-no-number'))
  const at = bytes.indexOf(Buffer.from(Float32Array.of(131).buffer))
  bytes.writeFloatLE(weight, at)
  return new Uint8Array(bytes)
}

it.each([1e-40, -1e-40, 1e-30])('makes a weight of %d zero', (weight) => {
  expect(flushTinyWeights(graphWith(weight))).toEqual(graphWith(0))
})

it.each([131, -0.001, 1e-15, Number.POSITIVE_INFINITY])('leaves a weight of %d', (weight) => {
  expect(flushTinyWeights(graphWith(weight))).toEqual(graphWith(weight))
})

it('leaves whole numbers, whose bytes look like tiny weights', () => {
  expect(flushTinyWeights(fixture('embedding-only'))).toEqual(fixture('embedding-only'))
})

it('leaves what is no ONNX file', () => {
  const text = new TextEncoder().encode('model: not one\n'.repeat(30))
  expect(flushTinyWeights(text)).toEqual(text)
})
