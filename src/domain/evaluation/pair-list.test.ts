import { describe, expect, it } from 'vitest'
import { csvText } from '../csv.ts'
import { PairListError, parsePairList, personOf } from './pair-list.ts'

describe('a pair list', () => {
  it('of LFW has genuine pairs with one name and impostor pairs with two', () => {
    expect(parsePairList('10\t300\nAbel_Pacheco\t1\t4\nAbdel_Madi\t1\tZoran_Djindjic\t12\n')).toMatchObject([
      { one: 'Abel_Pacheco/Abel_Pacheco_0001.jpg', other: 'Abel_Pacheco/Abel_Pacheco_0004.jpg', isGenuine: true },
      { one: 'Abdel_Madi/Abdel_Madi_0001.jpg', other: 'Zoran_Djindjic/Zoran_Djindjic_0012.jpg', isGenuine: false },
    ])
  })

  it('of CALFW has two lines a pair', () => {
    expect(parsePairList('A_1.jpg 3\r\nA_2.jpg 3\r\nA_1.jpg 0\r\nB_1.jpg 0\r\n')).toMatchObject([
      { one: 'A_1.jpg', other: 'A_2.jpg', isGenuine: true },
      { one: 'A_1.jpg', other: 'B_1.jpg', isGenuine: false },
    ])
  })

  it('as CSV has named columns in any order', () => {
    expect(parsePairList('label,img1,img2\n1,a/1.jpg,"a/2, cut.jpg"\nFalse,a/1.jpg,b/1.jpg\n')).toEqual([
      { one: 'a/1.jpg', other: 'a/2, cut.jpg', isGenuine: true, line: 2 },
      { one: 'a/1.jpg', other: 'b/1.jpg', isGenuine: false, line: 3 },
    ])
  })

  const expected = [
    { one: 'a/1.jpg', other: 'a/my 2.jpg', isGenuine: true },
    { one: 'a/1.jpg', other: 'b/1.jpg', isGenuine: false },
  ]
  it.each([
    ['semicolons', 'img1;img2;label\na/1.jpg;a/my 2.jpg;1\na/1.jpg;b/1.jpg;0\n'],
    ['tabs', 'img1\timg2\tlabel\na/1.jpg\ta/my 2.jpg\t1\na/1.jpg\tb/1.jpg\t0\n'],
    ['spaces around its cells', 'img1, img2, label\na/1.jpg, a/my 2.jpg, 1\n a/1.jpg , b/1.jpg , 0 \n'],
    ['names in capitals, in another order', 'LABEL,Img2,IMG1\n1,a/my 2.jpg,a/1.jpg\n0,b/1.jpg,a/1.jpg\n'],
    ['labels as numbers with decimals', 'img1,img2,label\na/1.jpg,a/my 2.jpg,1.0\na/1.jpg,b/1.jpg,0.0\n'],
    ['labels as words', 'img1,img2,label\na/1.jpg,a/my 2.jpg,Same\na/1.jpg,b/1.jpg,impostor\n'],
    ['other words', 'img1,img2,label\na/1.jpg,a/my 2.jpg,GENUINE\na/1.jpg,b/1.jpg,different\n'],
    [
      'a mark at its beginning and Windows’ lines',
      '\uFEFFimg1,img2,label\r\na/1.jpg,a/my 2.jpg,TRUE\r\n\r\na/1.jpg,b/1.jpg,false\r\n',
    ],
    ['no head', 'a/1.jpg,a/my 2.jpg,1\na/1.jpg,b/1.jpg,0\n'],
    ['no head, and tabs', 'a/1.jpg\ta/my 2.jpg\t1\na/1.jpg\tb/1.jpg\t0\n'],
    ['two lines a pair, and spaces in names', 'a/1.jpg 2\na/my 2.jpg 2\na/1.jpg 0\nb/1.jpg 0\n'],
  ])('with %s says the same', (_, text) => {
    expect(parsePairList(text)).toMatchObject(expected)
  })

  it('has names again as they were before a spreadsheet was kept from running them', () => {
    const rows = [{ img1: '=x.jpg', img2: '-y.jpg', label: 1 }]
    expect(csvText(rows)).toContain("'=x.jpg")
    expect(parsePairList(csvText(rows))).toMatchObject([{ one: '=x.jpg', other: '-y.jpg', isGenuine: true }])
  })

  it.each([
    ['', 'Line 1'],
    ['10 300\nAbel_Pacheco 1', 'Line 2'],
    ['10 300\nAbel_Pacheco 1 x', 'Line 2'],
    ['A_1.jpg 1\nA_2.jpg 1\n\nA_3.jpg 1', 'Line 4'],
    ['A_1.jpg 1\nB_1.jpg 0', 'Line 2'],
    ['img1,img2\na,b', 'column label'],
    ['img1,img2,label\na,b,1\na,c,maybe', 'Line 3'],
    ['img1,img2,label\na,b,1\n\na,,1', 'Line 4'],
    ['img1;img2;label\n"a\nb";c;1\na;b;2', 'Line 4'],
    ['a.jpg,b.jpg,1\na.jpg,c.jpg,', 'Line 2'],
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
    ['images\\Abel_Pacheco\\1.jpg', 'Abel_Pacheco'],
    ['000131.jpg', ''],
  ])('of %s is %j', (file, person) => {
    expect(personOf(file)).toBe(person)
  })
})
