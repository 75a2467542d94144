// The delimiter of a .csv is the one that stands outside quotes and gives rows of one width.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { readCsv } from './csv.ts'

test('marks inside cells win no guess, and a quote inside a cell is a letter', () => {
  const table: [name: string, text: string, second: string[]][] = [
    ['tabs, commas in quotes', '姓名\t特长\n甲\t"医护,驾驶,急救"\n乙\t"医护,驾驶,急救"\n', ['甲', '医护,驾驶,急救']],
    ['tabs, commas without quotes', '姓名\t备注\n甲\t来,了,的\n乙\t走,了\n', ['甲', '来,了,的']],
    ['semicolons, commas in quotes', '姓名;备注\n甲;"a,b,c"\n乙;"d,e"\n', ['甲', 'a,b,c']],
    ['commas, semicolons in cells', '姓名,备注\n甲,a;b;c;d\n乙,e;f;g\n', ['甲', 'a;b;c;d']],
    ['a title with commas above tabs', '名册,共2人,2022年,10月\n甲\t1\n乙\t2\n丙\t3\n', ['甲', '1']],
    ['a line break in quotes', '姓名;备注\n甲;"第一行,\n第二行,"\n乙;x\n', ['甲', '第一行,\n第二行,']],
    ['a bare quote inside a cell', '姓名,单位\n甲,县"示例"一局\n乙,x\n', ['甲', '县"示例"一局']],
    ['a quote that closes too soon', '姓名,单位\n甲,"示例"一局\n乙,x\n', ['甲', '"示例"一局']],
    ['doubled quotes', '姓名,单位\n甲,"县""示例""一局"\n', ['甲', '县"示例"一局']],
    ['Chinese commas', '姓名，手机\n甲，1\n乙，2\n', ['甲', '1']],
    ['bars', '姓名|手机\n甲|1\n', ['甲', '1']],
    ['the mark named in a first line', 'sep=;\n姓名;备注\n甲;a,b\n', ['甲', 'a,b']],
    ['one column', '姓名\n甲\n乙\n', ['甲']],
  ]
  for (const [name, text, second] of table) {
    const [sheet] = readCsv(Buffer.from(text))
    assert.deepEqual(sheet.rows[1].cells, second, name)
    assert.equal(sheet.rows[0].number, 1, name)
  }
})
