// The bounds of an import: what is larger is refused before or while it is read, never after it has eaten the machine.
export const limits = {
  /** A list of 50,000 people packs to about 3 MB; photos and charts in a workbook make the rest. */
  packedBytesMax: 16 * 1024 * 1024,
  /** Sum of the parts that are read, unpacked. 50,000 rows × 10 columns unpack to about 30 MB. */
  unpackedBytesMax: 96 * 1024 * 1024,
  /** Unpacked to packed. Office sheets reach 25; deflate's own ceiling, used by bombs, is 1,030. */
  ratioMax: 200,
  /** A roster with a photograph of everybody has a part for each. */
  entriesMax: 5_000,
  sheetsMax: 40,
  /** One county's households fit in two files. */
  rowsMax: 100_000,
  columnsMax: 200,
  /** Elements of a sheet that hold nothing (formatted but empty rows) still cost time: rows looked at, not kept. */
  emptyRowsMax: 1_100_000,
  mergesMax: 20_000,
  cellLengthMax: 2_000,
  sharedStringsMax: 1_000_000,
  /** Wall time of the reading thread; 50,000 rows take 3 s on a slow office machine. */
  readMillisecondsMax: 20_000,
  /** Heap of the reading thread. */
  readHeapMegabytes: 256,
  /** Files being read at once, and waiting; the next is told to come again. */
  readingMax: 1,
  waitingMax: 8,
  /** A preview is kept so long after it was last looked at. */
  stagedMinutesMax: 30,
  stagedPerAccountMax: 4,
  stagedMax: 24,
  /** Cells kept in all staged files together; one cell costs about 16 bytes, and its share of the plan some 70. */
  stagedCellsMax: 4_000_000,
  pageRowsMax: 200,
} as const

/** Why a whole file is refused; each has its sentence and remedy in the words. */
export const fileReasons = [
  'empty-file',
  'too-large',
  'unpacks-too-large',
  'too-many-parts',
  'odd-names',
  'broken-zip',
  'encrypted',
  'old-format',
  'has-macros',
  'links-outside',
  'has-objects',
  'other-format',
  'not-a-workbook',
  'not-a-table',
  'broken-xml',
  'has-doctype',
  'too-many-sheets',
  'too-many-rows',
  'too-many-columns',
  'too-many-merges',
  'cell-too-long',
  'too-many-texts',
  'quote-not-closed',
  'unknown-encoding',
  'took-too-long',
  'took-too-much-memory',
  'reader-failed',
  'no-rows',
  'only-hidden',
] as const
export type FileReason = (typeof fileReasons)[number]

/** A file that is refused as a whole. */
export class FileRefused extends Error {
  readonly reason: FileReason
  readonly detail: Readonly<Record<string, string | number>>
  constructor(reason: FileReason, detail: Readonly<Record<string, string | number>> = {}) {
    super(reason)
    this.reason = reason
    this.detail = detail
  }
}
