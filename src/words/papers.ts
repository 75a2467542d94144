// Words of the papers, both languages whole. They are printed by the server, so they stand here.
export type Language = 'zh' | 'en'

const words = {
  number: ['序号', 'No.'],
  date: ['日期', 'Date'],
  time: ['时间', 'Time'],
  hours: ['小时', 'Hours'],
  place: ['地点', 'Place'],
  duty: ['服务内容', 'Duty'],
  evidence: ['依据', 'Evidence'],
  state: ['确认情况', 'Confirmed'],
  name: ['姓名', 'Name'],
  phone: ['电话', 'Phone'],
  home: ['居住社区', 'Home'],
  skills: ['特长', 'Skills'],
  remark: ['备注', 'Remark'],
  what: ['需求事项', 'What is needed'],
  people: ['人数', 'People'],
  recipient: ['通知对象', 'Recipient'],
  'signed-by': ['签收人', 'Signed by'],
  'signed-at': ['签收时间', 'Signed at'],
  way: ['方式', 'How'],
  card: ['志愿服务卡', 'Service card'],
  'card-of': ['姓名：{name}　　单位：{unit}', 'Name: {name}    Unit: {unit}'],
  'no-unit': ['无', 'none'],
  quarter: ['{year} 年第 {quarter} 季度', 'Quarter {quarter} of {year}'],
  overlaps: ['时间重叠', 'overlaps'],
  sums: [
    '合计 {all} 小时，其中现场扫码 {scanned} 小时，带队人现场确认 {confirmed} 小时，事后补记 {typed} 小时。',
    '{all} hours in all: {scanned} scanned on site, {confirmed} confirmed by leader, {typed} typed in afterwards.',
  ],
  'evidence-said': [
    '依据分三类：现场扫码、带队人现场确认、事后补记。三类分开合计。',
    'Evidence is of three kinds and is summed apart: scanned on site, confirmed by leader, typed in afterwards.',
  ],
  signatures: ['社区（盖章）：　　　　　　　　　　单位（盖章）：', 'Community (seal):                    Unit (seal):'],
  printed: ['打印时间：{at}', 'Printed: {at}'],
  'unit-form': ['单位到社区报到表', 'Unit’s check-in with the community'],
  'unit-line': ['单位：{unit}　　报到社区：{community}', 'Unit: {unit}    Community: {community}'],
  'liaison-line': [
    '联络员：{name}　　电话：{phone}　　人数：{people}',
    'Liaison: {name}    Phone: {phone}    People: {people}',
  ],
  blank: ['____________', '____________'],
  'unit-seal': [
    '单位（盖章）：　　　　　　　　　　　　　　年　　月　　日',
    'Unit (seal):                              Date:',
  ],
  cut: ['沿此线剪下，由社区交回单位', 'Cut here: the community returns this part to the unit'],
  slip: ['报到回执', 'Return slip'],
  'slip-line': [
    '{unit}：贵单位 {people} 名人员已到我社区报到。',
    '{unit}: your {people} people have checked in with our community.',
  ],
  'slip-community': ['社区：{community}', 'Community: {community}'],
  'slip-seal': [
    '社区（盖章）：　　　　　　经办人：　　　　　　　　年　　月　　日',
    'Community (seal):              By:              Date:',
  ],
  needs: ['社区需求清单', 'The community’s needs'],
  'needs-of': ['社区：{community}　　日期：{at}', 'Community: {community}    Date: {at}'],
  'needs-seal': ['社区（盖章）：　　　　　　　　　　联系人：', 'Community (seal):                    Contact:'],
  receipts: ['签收名单', 'Who has signed'],
  'receipts-line': ['{title}：应签收 {recipients}，已签收 {signed}', '{title}: {signed} of {recipients} have signed'],
  'sign-by': ['请于 {at} 前签收。', 'Please sign for this notice by {at}.'],
  sent: ['{area}　{at}', '{area}  {at}'],
  'way-self': ['本人签收', 'by themselves'],
  'way-phone': ['电话确认', 'by telephone'],
  'way-paper': ['纸质回执', 'on paper'],
} as const satisfies Record<string, readonly [zh: string, en: string]>

export function sayer(language: Language): (key: string, values?: Readonly<Record<string, string | number>>) => string {
  return (key, values = {}) => {
    const found = (words as Record<string, readonly [string, string]>)[key]
    if (!found) throw new Error(`broken promise: the papers have a word for ${key}`)
    return found[language === 'zh' ? 0 : 1].replace(/\{(\w+)\}/g, (_whole, name: string) => String(values[name] ?? ''))
  }
}
