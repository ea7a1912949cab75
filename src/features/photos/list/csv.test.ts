import Papa from 'papaparse'
import { describe, expect, it } from 'vitest'
import type { FaceRecord } from '#domain/quality/record.ts'
import { type Delimiter, toCsv } from './csv.ts'

const face: FaceRecord = {
  file: '=HYPERLINK("x"), or; so.jpg',
  face: 0,
  box: { x: 1.5, y: 2, width: 30, height: 40 },
  landmarks: [
    [1, 2],
    [3, 4],
    [5, 6],
    [7, 8],
    [9, 10],
  ],
  confidence: 0.9,
  scores: {
    'plumb-s': { raw: 1.5, score: 82.25, spread: 3, worst: 9 },
    'plumb-b': { raw: -0.5, score: 79, spread: null, worst: null },
  },
  variants: [],
}

const parse = (delimiter: Delimiter) =>
  Papa.parse<Record<string, string>>(toCsv([face], delimiter), { header: true, delimiter, skipEmptyLines: true })

describe('the CSV', () => {
  it.each([',', ';'] as const)('has a row a face and model, with %s between', (delimiter) => {
    const { data } = parse(delimiter)
    expect(data).toHaveLength(2)
    expect(data[0]).toMatchObject({ face: '0', model: 'plumb-s', score: '82.25', spread: '3', worst: '9', raw: '1.5' })
    expect(data[0]).toMatchObject({ box_x: '1.5', rightEye_x: '1', mouthLeft_y: '10', confidence: '0.9' })
    expect(data[1]).toMatchObject({ model: 'plumb-b', spread: '', worst: '' })
  })

  it('keeps a name that a spreadsheet would run as text, and a number below zero as a number', () => {
    const { data } = parse(',')
    expect(data[0]?.file).toBe('\'=HYPERLINK("x"), or; so.jpg')
    expect(data[1]?.raw).toBe('-0.5')
  })

  it('tells spreadsheets that it is UTF-8, and programs nothing that they would take for a name', () => {
    expect(toCsv([face], ';').startsWith('\uFEFFfile;face;')).toBe(true)
    expect(toCsv([face], ',').startsWith('file,face,')).toBe(true)
  })
})
