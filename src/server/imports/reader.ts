// Decides by a file's first bytes, not by its name, what it is, and reads it. Runs in the reading thread.
import { readCsv } from './csv.ts'
import { FileRefused, limits } from './limits.ts'
import { apart } from './listing.ts'
import type { Sheet } from './table.ts'
import { readWorkbook } from './workbook.ts'

const starts = (file: Uint8Array, ...bytes: number[]) => bytes.every((byte, i) => file[i] === byte)

/** @throws FileRefused */
export function readTables(file: Uint8Array): Sheet[] {
  if (file.length === 0) throw new FileRefused('empty-file')
  if (file.length > limits.packedBytesMax) throw new FileRefused('too-large', { most: limits.packedBytesMax })
  // OLE2: an .xls of before 2007, or an .xlsx locked with a password.
  if (starts(file, 0xd0, 0xcf, 0x11, 0xe0)) throw new FileRefused(encrypted(file) ? 'encrypted' : 'old-format')
  const sheets = starts(file, 0x50, 0x4b) ? readWorkbook(file) : readCsv(file)
  if (sheets.every((sheet) => sheet.rows.length === 0))
    throw new FileRefused(sheets.some(({ hidden, hiddenRows }) => hidden || hiddenRows) ? 'only-hidden' : 'no-rows')
  return sheets.flatMap(apart)
}

/** A locked workbook is an OLE2 file with a stream named EncryptedPackage (UTF-16). */
function encrypted(file: Uint8Array): boolean {
  return Buffer.from(file.buffer, file.byteOffset, Math.min(file.length, limits.packedBytesMax)).includes(
    Buffer.from('EncryptedPackage', 'utf16le'),
  )
}
