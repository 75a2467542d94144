// What `muster plan` says about its inputs, in both languages: what is wrong, and what to do about it.
import type { Said } from './language.ts'

export const words = {
  noFile: { zh: '找不到该文件；请检查路径', en: 'there is no such file; check the path' },
  emptyFile: { zh: '文件里没有数据；第一行应为列名', en: 'the file holds no data; its first row must name the columns' },
  noColumn: (found: string): Said => ({ zh: `缺少这一列；现有：${found}。请补上列名`, en: `this column is missing; found: ${found}. Add it to the header` }),
  tooManyRows: (most: number): Said => ({ zh: `超过 ${most} 行；请分开处理`, en: `more than ${most} rows; split the area` }),
  badCsv: (why: string): Said => ({ zh: `不是合规的 CSV（${why}）；请重新另存为 CSV`, en: `not well-formed CSV (${why}); save it as CSV again` }),
  tooLarge: (most: number): Said => ({ zh: `文件（或解压后）超过 ${most} 字节；请分成几个文件`, en: `the file (or what it unpacks to) is over ${most} bytes; split it` }),
  notXlsx: { zh: '不是可读的 xlsx 工作簿；请用 Excel 或 WPS 重新另存', en: 'not a readable xlsx workbook; save it again as .xlsx' },
  noSheet: (found: string): Said => ({ zh: `缺少这个工作表；现有：${found}`, en: `this sheet is missing; found: ${found}` }),
  badJson: (why: string): Said => ({ zh: `不是合规的 JSON（${why}）`, en: `not well-formed JSON (${why})` }),
  noOption: { zh: '缺少这个选项；见 --help', en: 'this option is missing; see --help' },
  notWhole: (value: string, least: number, most: number): Said => ({ zh: `值为“${value}”；应为 ${least} 到 ${most} 的整数`, en: `is "${value}"; it must be a whole number from ${least} to ${most}` }),
  notNumber: (value: string, least: number, most: number): Said => ({ zh: `值为“${value}”；应为 ${least} 到 ${most} 的数`, en: `is "${value}"; it must be a number from ${least} to ${most}` }),
  oneOf: (value: string, known: readonly string[]): Said => ({ zh: `值为“${value}”；应为 ${known.join('、')} 之一`, en: `is "${value}"; it must be one of ${known.join(', ')}` }),
  emptyCell: { zh: '空着；请填写', en: 'is empty; fill it in' },
  doubled: (id: string, line: number): Said => ({ zh: `“${id}”重复，已在第 ${line} 行出现；请去掉一个`, en: `"${id}" is there twice, first on line ${line}; remove one` }),
  unknown: (id: string, where: string): Said => ({ zh: `${where} 里没有“${id}”；请更正编号`, en: `"${id}" is not in ${where}; correct the id` }),
} as const
