// Writes .xlsx the way offices lay lists out: a title over the table, a bold heading, one row a person. Every cell is
// text, so that =, +, - and @ stay letters.
import writeXlsxFile from 'write-excel-file/node'

export const xlsxType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export interface SheetToWrite {
  readonly name: string
  readonly title?: string
  readonly heads: readonly string[]
  /** Widths in characters, by column; 14 where none is given. */
  readonly widths?: readonly number[]
  readonly rows: readonly (readonly string[])[]
}

/** Excel's own bound on a sheet's name, and the marks it forbids. */
const sheetName = (name: string) => name.replace(/[\\/*?:[\]]/g, ' ').slice(0, 31)
/** Control characters have no place in XML 1.0. */
const plain = (text: string) => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')

export async function writeSheets(sheets: readonly SheetToWrite[]): Promise<Buffer> {
  return writeXlsxFile(
    sheets.map(({ name, title, heads, widths, rows }) => {
      const text = (value: string) => (value === '' ? null : { value: plain(value), type: String, format: '@' })
      const heading = heads.map((value) => ({
        value: plain(value),
        type: String,
        format: '@',
        fontWeight: 'bold' as const,
        backgroundColor: '#E8EEF4',
        align: 'center' as const,
      }))
      const above = title
        ? [
            [
              {
                value: plain(title),
                type: String,
                columnSpan: heads.length,
                fontWeight: 'bold' as const,
                fontSize: 16,
                align: 'center' as const,
              },
              ...heads.slice(1).map(() => null),
            ],
          ]
        : []
      return {
        sheet: sheetName(name),
        data: [...above, heading, ...rows.map((row) => row.map(text))],
        stickyRowsCount: above.length + 1,
        columns: heads.map((_, column) => ({ width: widths?.[column] ?? 14 })),
      }
    }),
  ).toBuffer()
}
