// What `muster plan` says about its inputs, in both languages: what is wrong, and what to do about it.
import type { Said } from '#words/languages.ts'

export const words = {
  noFile: { zh: '找不到该文件；请检查路径', en: 'there is no such file; check the path' },
  emptyFile: {
    zh: '文件里没有数据；第一行应为列名',
    en: 'the file holds no data; its first row must name the columns',
  },
  noColumn: (found: string): Said => ({
    zh: `缺少这一列；现有：${found}。请补上列名`,
    en: `this column is missing; found: ${found}. Add it to the header`,
  }),
  tooManyRows: (most: number): Said => ({
    zh: `超过 ${most} 行；请分开处理`,
    en: `more than ${most} rows; split the area`,
  }),
  badCsv: (why: string): Said => ({
    zh: `不是合规的 CSV（${why}）；请重新另存为 CSV`,
    en: `not well-formed CSV (${why}); save it as CSV again`,
  }),
  tooLarge: (most: number): Said => ({
    zh: `文件（或解压后）超过 ${most} 字节；请分成几个文件`,
    en: `the file (or what it unpacks to) is over ${most} bytes; split it`,
  }),
  notXlsx: {
    zh: '不是可读的 xlsx 工作簿；请用 Excel 或 WPS 重新另存',
    en: 'not a readable xlsx workbook; save it again as .xlsx',
  },
  noSheet: (found: string): Said => ({
    zh: `缺少这个工作表；现有：${found}`,
    en: `this sheet is missing; found: ${found}`,
  }),
  badJson: (why: string): Said => ({ zh: `不是合规的 JSON（${why}）`, en: `not well-formed JSON (${why})` }),
  noOption: { zh: '缺少这个选项；见 --help', en: 'this option is missing; see --help' },
  workOrTime: {
    zh: '不能与 --cpu-seconds 同用；要能重现就给 --work，要限时就给 --cpu-seconds',
    en: 'cannot go with --cpu-seconds; give --work to have the same answer again, --cpu-seconds to end in time',
  },
  cutShort: {
    zh: '被 Ctrl-C 打断，提前结束：写出的是当时最好的结果',
    en: 'cut short by Ctrl-C: what was written is the best found until then',
  },
  notWritten: (why: string): Said => ({
    zh: `写不进这个文件（${why}）；请换一个可写的路径`,
    en: `cannot be written (${why}); give another path, in a folder that exists and is yours`,
  }),
  notText: {
    zh: '不是文本（含有二进制数据）；请另存为 CSV（UTF-8），工作簿的文件名应以 .xlsx 结尾',
    en: 'is not text (it holds binary data); save it as CSV (UTF-8), and let a workbook’s name end in .xlsx',
  },
  doubledArc: (seat: string, volunteer: string, line: number): Said => ({
    zh: `“${seat}”与“${volunteer}”这一对重复，已在第 ${line} 行出现；请去掉一行`,
    en: `"${seat}" and "${volunteer}" are there twice, first on line ${line}; remove one of the rows`,
  }),
  notWhole: (value: string, least: number, most: number): Said => ({
    zh: `值为“${value}”；应为 ${least} 到 ${most} 的整数`,
    en: `is "${value}"; it must be a whole number from ${least} to ${most}`,
  }),
  notNumber: (value: string, least: number, most: number): Said => ({
    zh: `值为“${value}”；应为 ${least} 到 ${most} 的数`,
    en: `is "${value}"; it must be a number from ${least} to ${most}`,
  }),
  oneOf: (value: string, known: readonly string[]): Said => ({
    zh: `值为“${value}”；应为 ${known.join('、')} 之一`,
    en: `is "${value}"; it must be one of ${known.join(', ')}`,
  }),
  emptyCell: { zh: '空着；请填写', en: 'is empty; fill it in' },
  doubled: (id: string, line: number): Said => ({
    zh: `“${id}”重复，已在第 ${line} 行出现；请去掉一个`,
    en: `"${id}" is there twice, first on line ${line}; remove one`,
  }),
  unknown: (id: string, where: string): Said => ({
    zh: `${where} 里没有“${id}”；请更正编号`,
    en: `"${id}" is not in ${where}; correct the id`,
  }),
  noArc: (seat: string, volunteer: string, where: string): Said => ({
    zh: `${where} 里没有“${seat}”与“${volunteer}”这一对；请补上费用或取消锁定`,
    en: `${where} has no arc from "${seat}" to "${volunteer}"; add its cost or take the lock away`,
  }),
  noPairs: {
    zh: '应为 [[席位, 志愿者], …]；请给出 muster plan teams --out json 的结果',
    en: 'must be [[seat, volunteer], …]; give the answer of muster plan teams --out json',
  },
  doubledPair: (id: string): Said => ({ zh: `“${id}”出现两次；请去掉一个`, en: `"${id}" is there twice; remove one` }),
  tooManySkills: (most: number): Said => ({
    zh: `技能超过 ${most} 种；请合并`,
    en: `more than ${most} kinds of skills; merge some`,
  }),
  refuted: (flaw: string, at: string, difference?: number): Said => ({
    zh:
      `未能证明：${flawsZh[flaw] ?? flaw}（${at}）${difference === undefined ? '' : `，差 ${difference}`}；` +
      '请用同一批输入重新生成',
    en:
      `not proven: ${flaw} at ${at}${difference === undefined ? '' : `, off by ${difference}`}; make the answer ` +
      'anew from the same inputs',
  }),
  stray: {
    zh: '多余的参数；文件须跟在选项之后，见 --help',
    en: 'is not expected here; files follow their option, see --help',
  },
  notBoth: {
    zh: '不能与 --one-per-unit 或 --apart 同用；请分两次比较',
    en: 'cannot go with --one-per-unit or --apart; leave one out',
  },
  noCertificate: {
    zh: '缺少证明或不完整；请给出 teams 或 repair 的 JSON 结果',
    en: 'the certificate is missing or incomplete; give the JSON answer of teams or repair',
  },
} as const

const flawsZh: Record<string, string> = {
  'no-such-arc': '没有这一对的费用',
  'too-many-at-place': '席位超员',
  'too-many-of-unit': '单位超出上限',
  'place-price': '席位价格超过空席费用',
  'unit-price': '单位价格为负',
  objective: '目标值不符',
  'not-optimal': '不是最优',
}
