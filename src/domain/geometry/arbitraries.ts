import fc from 'fast-check'
import { point, type Space } from './point.ts'
import { similarity } from './similarity.ts'

/** What property tests draw from. */

const coordinate = fc.double({ min: -5000, max: 5000, noNaN: true })

export const anyPoint = <S extends Space>() => fc.tuple(coordinate, coordinate).map(([x, y]) => point<S>(x, y))

/** Any turn and place; scales from 1/50 to 50. */
export const anySimilarity = <From extends Space, To extends Space>() =>
  fc
    .record({
      logScale: fc.double({ min: -Math.log(50), max: Math.log(50), noNaN: true }),
      radians: fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }),
      tx: coordinate,
      ty: coordinate,
    })
    .map(({ logScale, radians, tx, ty }) => {
      const scale = Math.exp(logScale)
      return similarity<From, To>(scale * Math.cos(radians), scale * Math.sin(radians), tx, ty)
    })
