import { type Point, point, type Space } from './point.ts'

declare const spaces: unique symbol

/**
 * A similarity transform from one space to another: x' = a·x − b·y + tx, y' = b·x + a·y + ty.
 * Positive turns go clockwise on the screen, since y points down.
 */
export interface Similarity<From extends Space, To extends Space> {
  readonly a: number
  readonly b: number
  readonly tx: number
  readonly ty: number
  readonly [spaces]: readonly [From, To]
}

/** The only place where four numbers become a transform between spaces. */
export const similarity = <From extends Space, To extends Space>(a: number, b: number, tx: number, ty: number) =>
  ({ a, b, tx, ty }) as Similarity<From, To>

export function apply<From extends Space, To extends Space>(
  t: Similarity<From, To>,
  p: Point<NoInfer<From>>,
): Point<To> {
  return point(t.a * p.x - t.b * p.y + t.tx, t.b * p.x + t.a * p.y + t.ty)
}
