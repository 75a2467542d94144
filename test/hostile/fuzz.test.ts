// Good files with bytes changed at random: each is read or refused by a reason, nothing else ever comes out. The seed
// is printed; SEED replays it.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import iconv from 'iconv-lite'
import { findLayout, proposeColumns, proposeKind } from '#server/imports/heads.ts'
import { FileRefused } from '#server/imports/limits.ts'
import { readTables } from '#server/imports/reader.ts'
import { writeSheets } from '#papers/sheets.ts'
import { Chance } from '../../src/demo/chance.ts'
import { workbook } from './files.ts'
import { seedOf } from '#test/seed.ts'

const seed = seedOf(20221012)
const rounds = 1_500

test(`changed bytes never get through as anything but a table or a reason (seed ${seed})`, async () => {
  const chance = new Chance(seed)
  const csv = '姓名,手机,单位\r\n"张三",19900000001,教育局\r\n李四,19900000002,"人民医院,本部"\r\n'.repeat(20)
  const good = [
    workbook(),
    workbook({}, { level: 0 }),
    await writeSheets([
      {
        name: 'S',
        title: '名单',
        heads: ['姓名', '手机'],
        rows: [
          ['张三', '19900000001'],
          ['李四', '19900000002'],
        ],
      },
    ]),
    Buffer.from(csv),
    iconv.encode(csv, 'gb18030'),
  ]
  let read = 0
  for (let round = 0; round < rounds; round++) {
    const file = Buffer.from(chance.pick(good))
    for (let changes = 1 + chance.below(6); changes > 0; changes--)
      file[chance.below(file.length)] = chance.yes(0.3)
        ? chance.pick([0, 0xff, 0x22, 0x3c, 0x26, 0x50, 0x4b])
        : chance.below(256)
    const cut = chance.yes(0.1) ? file.subarray(0, chance.below(file.length)) : file
    try {
      for (const sheet of readTables(cut)) {
        const layout = findLayout(sheet)
        proposeColumns(sheet, layout, proposeKind(sheet, layout))
      }
      read++
    } catch (error) {
      assert.ok(error instanceof FileRefused, `round ${round}: ${(error as Error).stack}`)
    }
  }
  assert.ok(read > 0 && read < rounds)
})
