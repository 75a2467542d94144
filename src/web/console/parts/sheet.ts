// Hands a file to the person: an .xlsx made by the server's exports or in this page, saved by the browser.

/** Longest name that every file system takes, in characters. */
const NAME_MAX = 80

export function saveBlob(blob: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(blob)
  link.download = name.slice(0, NAME_MAX)
  document.body.append(link)
  link.click()
  link.remove()
  // The browser has taken the address by then; keeping it would keep the file in memory.
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}

export interface SheetColumn<Row> {
  readonly label: string
  /** Width in characters. */
  readonly width: number
  value(row: Row): string | number | undefined
}

/** Writes rows as an .xlsx in the browser; every text is a text cell, so that =, +, - and @ stay letters. */
export async function saveSheet<Row>(name: string, columns: readonly SheetColumn<Row>[], rows: readonly Row[]): Promise<void> {
  const { default: writeSheet } = await import('write-excel-file/browser')
  const head = columns.map((column) => ({ value: column.label, fontWeight: 'bold' as const }))
  const body = rows.map((row) => columns.map((column) => {
    const value = column.value(row)
    return value === undefined || value === '' ? null : typeof value === 'number' ? { value, type: Number } : { value, type: String }
  }))
  const blob = await writeSheet([head, ...body] as any, { columns: columns.map((column) => ({ width: column.width })), stickyRowsCount: 1 } as any).toBlob()
  saveBlob(blob, `${name}.xlsx`)
}
