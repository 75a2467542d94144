// What a cell shows is what is read: letters and noughts of its number format; dates and times are told from numbers.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dateText, shownNumber, shownText, styleOf } from './formats.ts'

test('number formats add letters and noughts and hide nothing of the value', () => {
  const table: [value: number, code: string | undefined, shown: string][] = [
    [3, undefined, '3'],
    [3, 'General', '3'],
    [3, '0"号楼"', '3号楼'],
    [3, '0号楼', '3号楼'],
    [3, '"第"0"网格"', '第3网格'],
    [3, 'General"单元"', '3单元'],
    [3, '\\#0', '#3'],
    [12, '[红色]0"栋"_ ', '12栋'],
    [3_547_622_345, '00000000000', '03547622345'],
    [3_547_622_345, '0000"-"0000000', '0354-7622345'],
    [13_900_010_001, '000-0000-0000', '139-0001-0001'],
    [5, '00', '05'],
    [123, '00', '123'],
    [7, '#"号"', '7号'],
    [1_234, '#,##0', '1234'],
    [1_234, '#,##0"人"', '1234人'],
    [3, '0.00', '3'],
    [3.5, '0"层"', '3.5层'],
    [-3, '0"层"', '-3层'],
    [-3, '0;"负"0', '负3'],
    [0, '0;-0;"无"0', '无0'],
    [13_900_010_001, '0.00E+00', '13900010001'],
    [0.5, '0%', '0.5'],
    [0.5, '# ?/?', '0.5'],
    [3, ';;;', '3'],
    [3, '[>=10]0"多";0"少"', '3'],
    [3, '@', '3'],
    [1e21, '0"号"', '1e+21'],
  ]
  for (const [value, code, shown] of table) assert.equal(shownNumber(value, code), shown, `${value} ${code}`)
  assert.equal(shownText('三', '@"号楼"'), '三号楼')
  assert.equal(shownText('三', '0"号楼";;;"第"@'), '第三')
  assert.equal(shownText('三', '0"号楼"'), '三')
})

test('formats of dates and times are known, formats that only look like them are not', () => {
  const dates = ['yyyy-mm-dd', 'm"月"d"日"', 'm/d', 'h:mm', '[h]:mm', 'yyyy年m月', '[$-804]yyyy"年"m"月"', 'd-mmm']
  for (const code of dates) assert.equal(styleOf(164, code).date, true, code)
  const numbers = [
    '0"月"',
    '0"号楼"',
    'General',
    'G/通用格式',
    '0.00E+00',
    '[Red]0',
    '0\\d',
    '"day"0',
    '#,##0_);(#,##0)',
  ]
  for (const code of numbers) assert.equal(styleOf(164, code).date, false, code)
  assert.equal(styleOf(14, undefined).date, true)
  assert.equal(styleOf(20, undefined).date, true)
  assert.equal(styleOf(1, undefined).date, false)
  assert.equal(dateText(44_846, false), '2022-10-12')
  assert.equal(dateText(0.5, false), '12:00')
})
