import { describe, expect, it } from 'vitest'
import { PairListError, parsePairList, personOf } from './pair-list.ts'

describe('a pair list', () => {
  it('of LFW has genuine pairs with one name and impostor pairs with two', () => {
    expect(parsePairList('10\t300\nAbel_Pacheco\t1\t4\nAbdel_Madi\t1\tZoran_Djindjic\t12\n')).toEqual([
      { one: 'Abel_Pacheco/Abel_Pacheco_0001.jpg', other: 'Abel_Pacheco/Abel_Pacheco_0004.jpg', isGenuine: true },
      { one: 'Abdel_Madi/Abdel_Madi_0001.jpg', other: 'Zoran_Djindjic/Zoran_Djindjic_0012.jpg', isGenuine: false },
    ])
  })

  it('of CALFW has two lines a pair', () => {
    expect(parsePairList('A_1.jpg 3\r\nA_2.jpg 3\r\nA_1.jpg 0\r\nB_1.jpg 0\r\n')).toEqual([
      { one: 'A_1.jpg', other: 'A_2.jpg', isGenuine: true },
      { one: 'A_1.jpg', other: 'B_1.jpg', isGenuine: false },
    ])
  })

  it('as CSV has named columns in any order', () => {
    expect(parsePairList('label,img1,img2\n1,a/1.jpg,"a/2, cut.jpg"\nFalse,a/1.jpg,b/1.jpg\n')).toEqual([
      { one: 'a/1.jpg', other: 'a/2, cut.jpg', isGenuine: true },
      { one: 'a/1.jpg', other: 'b/1.jpg', isGenuine: false },
    ])
  })

  it.each([
    ['', 'Line 1'],
    ['10 300\nAbel_Pacheco 1', 'Line 2'],
    ['10 300\nAbel_Pacheco 1 x', 'Line 2'],
    ['A_1.jpg 1\nA_2.jpg 1\n\nA_3.jpg 1', 'Line 4'],
    ['A_1.jpg 1\nB_1.jpg 0', 'Line 2'],
    ['img1,img2\na,b', 'column label'],
    ['img1,img2,label\na,b,1\na,c,maybe', 'Line 3'],
  ])('that is wrong says where: %j', (text, where) => {
    expect(() => parsePairList(text)).toThrow(PairListError)
    expect(() => parsePairList(text)).toThrow(where)
  })
})

describe('the person of an image', () => {
  it.each([
    ['Abel_Pacheco/Abel_Pacheco_0001.jpg', 'Abel_Pacheco'],
    ['images/Abel_Pacheco/1.jpg', 'Abel_Pacheco'],
    ['Aaron_Peirsol_2.jpg', 'Aaron_Peirsol'],
    ['000131.jpg', ''],
  ])('of %s is %j', (file, person) => {
    expect(personOf(file)).toBe(person)
  })
})
