// A paper: title, lines, tables and a slip to cut off, laid out once and written as Word or Excel.
import {
  AlignmentType,
  BorderStyle,
  Document,
  HeadingLevel,
  Packer,
  PageBreak,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalAlign,
  WidthType,
} from 'docx'
import { writeSheets, type SheetToWrite } from './sheets.ts'

export const docxType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

export interface PaperTable {
  readonly heads: readonly string[]
  /** Widths in characters, by column. */
  readonly widths: readonly number[]
  readonly rows: readonly (readonly string[])[]
  /** Empty rows to be filled in by hand. */
  readonly blanks?: number
}
export interface PaperPart {
  readonly title: string
  /** Lines under the title: `单位：…  日期：…`. */
  readonly lines: readonly string[]
  readonly tables: readonly PaperTable[]
  /** Lines after the tables: remarks, signatures. */
  readonly after: readonly string[]
  /** Body text as it was written, line by line. */
  readonly text?: readonly string[]
}
/** Parts follow each other over a line to cut along, or on a new page. */
export interface Paper {
  readonly name: string
  readonly parts: readonly PaperPart[]
  readonly cut: string | null
}

/** Control characters have no place in XML 1.0. */
const plain = (text: string) => text.replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
const run = (text: string, more: { bold?: boolean; size?: number } = {}) =>
  new TextRun({
    text: plain(text),
    font: { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: 'SimSun' },
    size: 24,
    ...more,
  })
const line = (text: string, more: { bold?: boolean; size?: number; center?: boolean } = {}) =>
  new Paragraph({
    spacing: { after: 120 },
    ...(more.center && { alignment: AlignmentType.CENTER }),
    children: [run(text, more)],
  })
/** Twips of a page's width between its margins. */
const pageTwips = 9_026

function tableOf({ heads, widths, rows, blanks = 0 }: PaperTable): Table {
  const whole = widths.reduce((sum, width) => sum + width, 0)
  const columns = widths.map((width) => Math.round((width / whole) * pageTwips))
  const cell = (text: string, column: number, bold: boolean) =>
    new TableCell({
      width: { size: columns[column], type: WidthType.DXA },
      verticalAlign: VerticalAlign.CENTER,
      margins: { top: 60, bottom: 60, left: 80, right: 80 },
      children: [
        new Paragraph({ ...(bold && { alignment: AlignmentType.CENTER }), children: [run(text, { bold, size: 21 })] }),
      ],
    })
  const row = (cells: readonly string[], bold = false) =>
    new TableRow({
      tableHeader: bold,
      cantSplit: true,
      children: heads.map((_, column) => cell(cells[column] ?? '', column, bold)),
    })
  return new Table({
    width: { size: pageTwips, type: WidthType.DXA },
    columnWidths: columns,
    rows: [row(heads, true), ...rows.map((cells) => row(cells)), ...Array.from({ length: blanks }, () => row([]))],
  })
}

export async function writeDocx({ name, parts, cut }: Paper): Promise<Buffer> {
  const children = parts.flatMap((part, at) => [
    ...(at === 0
      ? []
      : cut === null
        ? [new Paragraph({ children: [new PageBreak()] })]
        : [
            new Paragraph({
              spacing: { before: 360, after: 240 },
              alignment: AlignmentType.CENTER,
              border: { top: { style: BorderStyle.DASHED, size: 6, space: 6, color: '666666' } },
              children: [run(cut, { size: 18 })],
            }),
          ]),
    new Paragraph({
      heading: HeadingLevel.HEADING_1,
      alignment: AlignmentType.CENTER,
      spacing: { after: 240 },
      children: [run(part.title, { bold: true, size: 36 })],
    }),
    ...part.lines.map((text) => line(text)),
    ...(part.text ?? []).map(
      (text) =>
        new Paragraph({
          spacing: { after: 120, line: 420 },
          indent: { firstLine: 480 },
          children: [run(text, { size: 28 })],
        }),
    ),
    ...part.tables.flatMap((table) => [tableOf(table), line('')]),
    ...part.after.map((text) => line(text)),
  ])
  return Packer.toBuffer(new Document({ title: plain(name), creator: 'Muster 集结', sections: [{ children }] }))
}

/** One sheet a part: lines stand over the table as offices lay it out; a sheet without a table holds its text. */
export function writeXlsx({ parts }: Paper): Promise<Buffer> {
  return writeSheets(
    parts.map((part, at): SheetToWrite => {
      const [table = { heads: [''], widths: [100], rows: [] }, ...more] = part.tables
      const rows = [
        ...part.lines.map((text) => [text]),
        ...(part.text ?? []).map((text) => [text]),
        ...(part.lines.length > 0 || part.text ? [[]] : []),
        [...table.heads],
        ...table.rows,
        ...Array.from({ length: table.blanks ?? 0 }, () => []),
        ...more.flatMap((next) => [
          [],
          [...next.heads],
          ...next.rows,
          ...Array.from({ length: next.blanks ?? 0 }, () => []),
        ]),
        [],
        ...part.after.map((text) => [text]),
      ]
      return {
        name: `${at + 1} ${part.title}`,
        title: part.title,
        heads: table.heads.map(() => ''),
        widths: table.widths,
        rows: rows.map((cells) => table.heads.map((_, column) => cells[column] ?? '')),
      }
    }),
  )
}
