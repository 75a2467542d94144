// Narrowing a list by words and by choices, quickly enough to do it at each key press.

/** Rows with the text they are found by, made once a list and not once a key press. */
export interface Searchable<Row> {
  readonly row: Row
  readonly text: string
}

export function searchable<Row>(rows: readonly Row[], text: (row: Row) => string): readonly Searchable<Row>[] {
  return rows.map((row) => ({ row, text: text(row).toLowerCase() }))
}

/** Rows that hold every word of the search and pass the choices. */
export function narrowed<Row>(
  list: readonly Searchable<Row>[],
  search: string,
  passes: (row: Row) => boolean,
): readonly Row[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  const found: Row[] = []
  for (const { row, text } of list) {
    if (words.every((word) => text.includes(word)) && passes(row)) found.push(row)
  }
  return found
}
