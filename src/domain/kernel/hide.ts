// Public numbers hide small groups: a cell under ten, or all but under ten, is not shown, and with it one larger cell,
// so that nobody finds it by taking the others from the total.
// (Cell suppression: Willenborg & de Waal, "Elements of Statistical Disclosure Control", 2001, chapter 4.) The test
// proves it by listing every table that looks the same from outside.

export const groupMin = 10
/** Hidden cells add up to so much at least, on both sides. */
const sumMin = 2 * groupMin

export interface Cell {
  readonly n: number
  /** The whole of which n is a part; left out where there is none. */
  readonly of?: number
}

/** Nobody and everybody hide nobody. */
const small = ({ n, of }: Cell) => (n > 0 && n < groupMin) || (of !== undefined && of - n > 0 && of - n < groupMin)
/**
 * What stands beside the small ones is taken by its place in the table and up to a sum that everybody can see: chosen
 * by its size, its size would show.
 * The total is hidden only where it is small itself, for it stands as a cell in the table of the area around, which
 * hides it by the same rule.
 * @returns which cells are hidden; where no larger ones can stand beside the small ones, all of them
 */
export function hide(
  cells: readonly Cell[],
  total: Cell,
): { readonly hidden: ReadonlySet<number>; readonly total: boolean } {
  const hidden = new Set<number>()
  cells.forEach((cell, i) => small(cell) && hidden.add(i))
  if (hidden.size === 0) return { hidden, total: small(total) }
  const enough = () => {
    let [n, rest] = [0, 0]
    for (const i of hidden)
      [n, rest] = [n + cells[i].n, rest + (cells[i].of === undefined ? Infinity : cells[i].of - cells[i].n)]
    return hidden.size > 1 && n >= sumMin && rest >= sumMin
  }
  for (const [i, cell] of cells.entries()) {
    if (enough()) break
    if (cell.n > 0 && cell.n !== cell.of) hidden.add(i)
  }
  if (!enough()) cells.forEach((_, i) => hidden.add(i))
  return { hidden, total: small(total) }
}
