// Hostile and broken files, each made here by hand, with the reason for which it must be refused. Nothing is
// downloaded, nothing is stored.
import { gzipSync, strToU8, zipSync, type Zippable } from 'fflate'
import type { FileReason } from '#server/imports/limits.ts'

const many = (length: number, each: (at: number) => string) => Array.from({ length }, (_, at) => each(at)).join('')

const contentTypes =
  '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ' +
  'ContentType="application/xml"/></Types>'
const list =
  '<workbook xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet ' +
  'name="S" sheetId="1" r:id="rId1"/></sheets></workbook>'
const relations = '<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>'
export const row = (n: number, ...cells: string[]) => `<row r="${n}">${cells.join('')}</row>`
export const text = (address: string, value: string) => `<c r="${address}" t="inlineStr"><is><t>${value}</t></is></c>`
const goodRows = row(1, text('A1', '姓名'), text('B1', '手机')) + row(2, text('A2', '张三'), text('B2', '19900000001'))
export const sheetXml = (rows: string, before = '', after = '') =>
  `<?xml version="1.0"?>${before}<worksheet><sheetData>${rows}</sheetData>${after}</worksheet>`

/** A workbook with parts replaced or added. */
export function workbook(
  parts: Record<string, string | Uint8Array | undefined> = {},
  options: { level?: 0 | 6 | 9 } = {},
): Uint8Array {
  const all: Record<string, string | Uint8Array | undefined> = {
    '[Content_Types].xml': contentTypes,
    'xl/workbook.xml': list,
    'xl/_rels/workbook.xml.rels': relations,
    'xl/worksheets/sheet1.xml': sheetXml(goodRows),
    ...parts,
  }
  const zippable: Zippable = {}
  for (const [name, content] of Object.entries(all))
    if (content !== undefined) zippable[name] = typeof content === 'string' ? strToU8(content) : content
  return zipSync(zippable, { level: options.level ?? 6 })
}

const bytes = (...values: number[]) => Uint8Array.from(values)
const zeros = (megabytes: number) => new Uint8Array(megabytes * 1024 * 1024)

/** Changes declared sizes in a zip's headers: what it says of itself and what it holds differ. */
function lying(zip: Uint8Array, part: string, size: number): Uint8Array {
  const file = Buffer.from(zip)
  const name = Buffer.from(part)
  for (let at = file.indexOf(name); at >= 0; at = file.indexOf(name, at + 1)) {
    if (file.readUInt32LE(at - 30) === 0x04034b50) file.writeUInt32LE(size, at - 8)
    if (file.readUInt32LE(at - 46) === 0x02014b50) file.writeUInt32LE(size, at - 22)
  }
  return file
}

const entityBomb =
  '<!DOCTYPE x [<!ENTITY a "ha">' +
  Array.from(
    { length: 12 },
    (_, i) => `<!ENTITY ${String.fromCharCode(98 + i)} "${`&${String.fromCharCode(97 + i)};`.repeat(10)}">`,
  ).join('') +
  ']>'
const flatXml = (megabytes: number) => strToU8(sheetXml(`<row r="1">${' '.repeat(megabytes * 1024 * 1024)}</row>`))

export const hostileFiles: readonly (readonly [name: string, reason: FileReason, make: () => Uint8Array])[] = [
  ['nothing at all', 'empty-file', () => bytes()],
  ['larger than any list', 'too-large', () => zeros(17)],
  [
    'zip bomb: zeros in a sheet',
    'unpacks-too-large',
    () => workbook({ 'xl/worksheets/sheet1.xml': zeros(60) }, { level: 9 }),
  ],
  [
    'zip bomb: spaces in XML',
    'unpacks-too-large',
    () => workbook({ 'xl/worksheets/sheet1.xml': flatXml(50) }, { level: 9 }),
  ],
  [
    'bomb of many sheets',
    'unpacks-too-large',
    () =>
      workbook(
        Object.fromEntries(Array.from({ length: 30 }, (_, i) => [`xl/worksheets/sheet${i + 2}.xml`, sprinkled(4)])),
      ),
  ],
  [
    'a bomb that declares itself small',
    'broken-xml',
    () => lying(workbook({ 'xl/worksheets/sheet1.xml': flatXml(40) }, { level: 9 }), 'xl/worksheets/sheet1.xml', 4096),
  ],
  ['declares four gigabytes', 'unpacks-too-large', () => lying(workbook(), 'xl/worksheets/sheet1.xml', 0xfffffff0)],
  ['zip within zip', 'not-a-workbook', () => zipSync({ 'list.xlsx': workbook() })],
  [
    'zip within zip, ten deep',
    'not-a-workbook',
    () =>
      Array.from({ length: 10 }).reduce<Uint8Array>(
        (inner, _, i) => zipSync({ [`${i}.zip`]: inner }),
        zipSync({ 'zeros.bin': zeros(8) }),
      ),
  ],
  ['an outer name leading out of the folder', 'odd-names', () => workbook({ '../../etc/cron.d/x': 'x' })],
  ['an absolute name', 'odd-names', () => workbook({ '//etc/passwd': 'x' })],
  ['a name with a drive', 'odd-names', () => workbook({ 'C:\\windows\\x': 'x' })],
  [
    'ten thousand parts',
    'too-many-parts',
    () =>
      workbook(Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [`xl/media/${i}.png`, 'x'])), { level: 0 }),
  ],
  [
    'entity bomb',
    'has-doctype',
    () => workbook({ 'xl/worksheets/sheet1.xml': sheetXml(row(1, text('A1', '&m;')), entityBomb) }),
  ],
  [
    'entity bomb in the shared texts',
    'has-doctype',
    () => workbook({ 'xl/sharedStrings.xml': `${entityBomb}<sst><si><t>&m;</t></si></sst>` }),
  ],
  [
    'external entity',
    'has-doctype',
    () =>
      workbook({
        'xl/worksheets/sheet1.xml': sheetXml(
          row(1, text('A1', '&x;')),
          '<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        ),
      }),
  ],
  [
    'external DTD',
    'has-doctype',
    () => workbook({ 'xl/workbook.xml': `<!DOCTYPE workbook SYSTEM "http://127.0.0.1:9/x.dtd">${list}` }),
  ],
  [
    'undeclared entity',
    'broken-xml',
    () => workbook({ 'xl/worksheets/sheet1.xml': sheetXml(row(1, text('A1', '&secret;'))) }),
  ],
  [
    'link to another workbook',
    'links-outside',
    () => workbook({ 'xl/externalLinks/externalLink1.xml': '<externalLink/>' }),
  ],
  [
    'relation to a server',
    'links-outside',
    () =>
      workbook({
        'xl/_rels/workbook.xml.rels':
          '<Relationships><Relationship Id="rId1" TargetMode="External" ' +
          'Target="http://127.0.0.1:9/s.xml"/></Relationships>',
      }),
  ],
  ['embedded object', 'has-objects', () => workbook({ 'xl/embeddings/oleObject1.bin': 'x' })],
  ['macros (.xlsm)', 'has-macros', () => workbook({ 'xl/vbaProject.bin': 'x' })],
  ['sheet of Excel 4 macros', 'has-macros', () => workbook({ 'xl/macrosheets/sheet1.xml': '<x/>' })],
  ['zip cut in the middle', 'broken-zip', () => workbook().slice(0, 400)],
  [
    'zip with noise inside',
    'broken-zip',
    () => {
      const file = Buffer.from(workbook())
      const at = file.indexOf('xl/worksheets/sheet1.xml')
      file.fill(0xff, at + 24, at + 90)
      return file
    },
  ],
  [
    'begins like a zip, is none',
    'broken-zip',
    () => Buffer.concat([bytes(0x50, 0x4b, 3, 4), Buffer.from('not a zip at all')]),
  ],
  ['a zip without a workbook', 'not-a-workbook', () => zipSync({ 'readme.txt': strToU8('hello') })],
  [
    'workbook naming no sheet',
    'not-a-workbook',
    () => workbook({ 'xl/workbook.xml': '<workbook><sheets/></workbook>' }),
  ],
  ['sheet of a missing part', 'not-a-workbook', () => workbook({ 'xl/worksheets/sheet1.xml': undefined })],
  [
    'hundred sheets',
    'too-many-sheets',
    () =>
      workbook({
        'xl/workbook.xml':
          `<workbook xmlns:r="r"><sheets>${'<sheet name="S" r:id="rId1"/>'.repeat(100)}</sheets>` + '</workbook>',
      }),
  ],
  [
    'a million columns',
    'too-many-columns',
    () =>
      workbook({
        'xl/worksheets/sheet1.xml': sheetXml(
          `<row r="1">${many(1_000_000, (i) => `<c t="n"><v>${(i * 7919) % 100_003}</v></c>`)}</row>`,
        ),
      }),
  ],
  [
    'one cell in the last column',
    'too-many-columns',
    () => workbook({ 'xl/worksheets/sheet1.xml': sheetXml(row(1, text('XFD1', 'x'))) }),
  ],
  [
    'two hundred thousand rows',
    'too-many-rows',
    () =>
      workbook({
        'xl/worksheets/sheet1.xml': sheetXml(
          Array.from(
            { length: 200_000 },
            (_, i) => `<row r="${i + 1}"><c r="A${i + 1}"><v>${(i * 7919) % 100_003}</v></c></row>`,
          ).join(''),
        ),
      }),
  ],
  [
    'a million and a half empty rows',
    'too-many-rows',
    () =>
      workbook({
        'xl/worksheets/sheet1.xml': sheetXml(
          Array.from({ length: 1_500_000 }, (_, i) => `<row r="${i}" s="${(i * 7919) % 10_007}"/>`).join(''),
        ),
      }),
  ],
  [
    'a cell of a million letters',
    'cell-too-long',
    () =>
      workbook({ 'xl/worksheets/sheet1.xml': sheetXml(row(1, text('A1', 'ha ha, '.repeat(3) + letters(1_000_000)))) }),
  ],
  [
    'a shared text of a million letters',
    'cell-too-long',
    () => workbook({ 'xl/sharedStrings.xml': `<sst><si><t>${letters(1_000_000)}</t></si></sst>` }),
  ],
  [
    'a hundred thousand merges',
    'too-many-merges',
    () =>
      workbook({
        'xl/worksheets/sheet1.xml': sheetXml(
          goodRows,
          '',
          `<mergeCells>${many(100_000, (i) => `<mergeCell ref="A${i + 1}:B${i + 1}"/>`)}</mergeCells>`,
        ),
      }),
  ],
  [
    'NUL in the XML',
    'broken-xml',
    () => workbook({ 'xl/worksheets/sheet1.xml': sheetXml(row(1, text('A1', 'a\0b'))) }),
  ],
  [
    'XML that ends too soon',
    'broken-xml',
    () => workbook({ 'xl/worksheets/sheet1.xml': '<worksheet><sheetData><row r="1">' }),
  ],
  [
    'XML not in its encoding',
    'broken-xml',
    () =>
      workbook({
        'xl/worksheets/sheet1.xml': Buffer.concat([
          Buffer.from('<worksheet><sheetData><row r="1"><c t="str"><v>'),
          bytes(0xc3, 0x28, 0xff),
          Buffer.from('</v></c></row></sheetData></worksheet>'),
        ]),
      }),
  ],
  [
    'elements nested a hundred thousand deep',
    'broken-xml',
    () =>
      workbook({
        'xl/worksheets/sheet1.xml':
          '<worksheet><sheetData>' + Array.from({ length: 100_000 }, (_, i) => `<a${(i * 7919) % 100_003}>`).join(''),
      }),
  ],
  ['old .xls', 'old-format', () => Buffer.concat([bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1), zeros(1)])],
  [
    'locked with a password',
    'encrypted',
    () =>
      Buffer.concat([
        bytes(0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1),
        Buffer.from('EncryptedPackage', 'utf16le'),
      ]),
  ],
  ['gzip by the name of a list', 'unknown-encoding', () => gzipSync(strToU8('姓名,手机\n'.repeat(1000)))],
  ['a picture', 'not-a-table', () => bytes(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0x0d)],
  ['a web page named .xls', 'other-format', () => Buffer.from('<html><table><tr><td>姓名</td></tr></table></html>')],
  ['a program', 'not-a-table', () => Buffer.concat([Buffer.from('\x7fELF'), zeros(1)])],
  [
    'csv whose quote is never closed',
    'quote-not-closed',
    () => Buffer.from('姓名,手机\n"张三,19900000001\n' + '李四,19900000002\n'.repeat(100_000)),
  ],
  ['csv with NUL', 'not-a-table', () => Buffer.from('姓名,手机\n张\0三,19900000001\n')],
  ['csv of a million columns', 'too-many-columns', () => Buffer.from('1,'.repeat(19_000) + '\n')],
  ['csv of one endless line', 'quote-not-closed', () => Buffer.from('1,'.repeat(4_000_000))],
  ['csv of too many rows', 'too-many-rows', () => Buffer.from('1,2\n'.repeat(150_000))],
  ['csv with an endless cell', 'cell-too-long', () => Buffer.from('姓名,手机\n' + 'x'.repeat(10_000) + ',1\n')],
  ['bytes in no encoding', 'unknown-encoding', () => bytes(0x41, 0xff, 0xfe, 0x80, 0xff, 0xff, 0x2c)],
  ['blank lines alone', 'no-rows', () => Buffer.from('\n\n,,,\n')],
]

/** Letters that do not compress away. */
function letters(count: number): string {
  let state = 12345
  let text = ''
  for (let i = 0; i < count; i++) {
    state = (state * 1103515245 + 12345) & 0x7fffffff
    text += String.fromCharCode(97 + ((state >> 16) % 26))
  }
  return text
}

/** Zeros with a few bytes of noise in every half kilobyte: packs sixtyfold, below what alone would be a bomb. */
function sprinkled(megabytes: number): Uint8Array {
  const filled = new Uint8Array(megabytes * 1024 * 1024)
  let state = 67890
  for (let i = 0; i < filled.length; i += 512) {
    for (let j = 0; j < 4; j++) {
      state = (state * 1103515245 + 12345) & 0x7fffffff
      filled[i + j] = state >> 16
    }
  }
  return filled
}
