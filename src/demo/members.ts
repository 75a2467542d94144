// The demo's invented people and units: about 200 units, 1,590 members spread over them, each marked 演示, and a list
// with a known number of wrong rows.
import { Chance } from './chance.ts'
import type { Community, Township } from './county.ts'

export interface DemoUnit {
  readonly name: string
  readonly community: Community
  readonly paired: Community
}
export interface DemoMember {
  readonly name: string
  readonly phone: string
  readonly unit: DemoUnit
  readonly home: Community
  readonly skills: string
  readonly availability: string
  readonly registered?: Community
}

const organs = [
  '县委办公室',
  '县政府办公室',
  '县纪委监委',
  '县委组织部',
  '县委宣传部',
  '县委统战部',
  '县委政法委',
  '县发展改革局',
  '县教育局',
  '县科技局',
  '县工信局',
  '县公安局',
  '县民政局',
  '县司法局',
  '县财政局',
  '县人社局',
  '县自然资源局',
  '县住建局',
  '县交通局',
  '县水利局',
  '县农业农村局',
  '县商务局',
  '县文旅局',
  '县卫健局',
  '县退役军人局',
  '县应急局',
  '县审计局',
  '县市场监管局',
  '县统计局',
  '县医保局',
  '县能源局',
  '县林业局',
  '县信访局',
  '县融媒体中心',
  '县政务服务中心',
  '县疾控中心',
  '县人民医院',
  '县中医院',
  '县妇幼保健院',
  '县供销社',
  '县总工会',
  '县团委',
  '县妇联',
  '县工商联',
  '县残联',
  '县红十字会',
  '县气象局',
  '县税务局',
  '县消防大队',
  '县供电公司',
  '县自来水公司',
  '县邮政公司',
  '县电信公司',
  '县移动公司',
  '县联通公司',
  '县农商银行',
  '县建设银行支行',
  '县工商银行支行',
  '县图书馆',
  '县文化馆',
]
const surnames = [
  ...'王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎',
]
const given = [...'安邦成达恩帆刚海佳凯朗明宁鹏清荣松涛伟欣延志卓敏静丽娟芳秀玲英慧燕']
const skillWords: readonly (readonly [string, number])[] = [
  ['医护', 0.06],
  ['急救', 0.05],
  ['驾驶', 0.3],
  ['电脑录入', 0.2],
  ['心理疏导', 0.03],
  ['水电维修', 0.04],
  ['炊事', 0.03],
  ['宣传广播', 0.06],
  ['搬运', 0.1],
  ['无人机', 0.01],
]
const hours = ['工作日白天', '工作日晚上', '周末', '周末、晚上', '随时', '深夜']

export const memberCount = 1_590
const unitCount = 200

/** The block of phone numbers kept for the demo: 1990000 and four digits. */
export const demoPhone = (n: number) => `1990000${String(n).padStart(4, '0')}`

/** Offices, then schools, clinics and township organs, until there are 200; every name ends in （演示）. */
export function drawUnits(townships: readonly Township[], chance: Chance): DemoUnit[] {
  const communities = townships.flatMap((township) => township.communities)
  const urban = communities.filter((community) => community.urban)
  const county = organs.map((name) => ({ name, community: chance.pick(urban) }))
  const local = [
    '镇政府',
    '中心卫生院',
    '中心小学',
    '初级中学',
    '派出所',
    '税务所',
    '供电所',
    '林业站',
    '农技站',
    '司法所',
    '财政所',
    '信用社',
  ].flatMap((kind) =>
    townships
      .filter((township) => !township.name.includes('城区'))
      .map((township) => ({
        name:
          township.name.replace(/镇$|乡$/, (end) => (kind === '镇政府' ? '' : end)) +
          (kind === '镇政府' ? township.name.slice(-1) + '政府' : kind),
        community: township.communities[0],
      })),
  )
  const more = Array.from({ length: unitCount }, (_, i) => ({
    name: `县第${i + 1}企业`,
    community: chance.pick(urban),
  }))
  return [...county, ...local, ...more].slice(0, unitCount).map(({ name, community }) => ({
    name: `${name}（演示）`,
    community,
    paired: chance.yes(0.7) ? community : chance.pick(urban),
  }))
}

/**
 * Members of the units: most live in town, most have registered where they live. Names are all different, so that no
 * two are taken for one.
 */
export function drawMembers(
  townships: readonly Township[],
  units: readonly DemoUnit[],
  chance: Chance,
  count = memberCount,
): DemoMember[] {
  const communities = townships.flatMap((township) => township.communities)
  const [urban, rural] = [communities.filter((each) => each.urban), communities.filter((each) => !each.urban)]
  return Array.from({ length: count }, (_, i): DemoMember => {
    const name =
      surnames[i % surnames.length] +
      '演' +
      given[Math.floor(i / surnames.length) % given.length] +
      (i >= surnames.length * given.length
        ? given[Math.floor(i / (surnames.length * given.length)) % given.length]
        : '')
    const unit = units[i < units.length ? i : chance.below(units.length)]
    const home = chance.yes(0.8) ? (chance.yes(0.4) ? unit.community : chance.pick(urban)) : chance.pick(rural)
    const medical = /医院|卫生院|疾控|保健院/.test(unit.name)
    const skills = skillWords
      .filter(([word, share]) => chance.yes(word === '医护' && medical ? 0.7 : share))
      .map(([word]) => word)
    return {
      name,
      phone: demoPhone(i),
      unit,
      home,
      skills: skills.join('、') || '无',
      availability: chance.pick(hours),
      ...(chance.yes(0.85) && { registered: home }),
    }
  })
}

type ListRow = string[]
export const memberHeads = [
  '序号',
  '姓 名',
  '性别',
  '工作单位',
  '联系电话（手机）',
  '居住社区/村',
  '特长',
  '可服务时间',
  '报到社区',
  '备注',
]

export function memberRow(member: DemoMember, number: number): ListRow {
  return [
    String(number),
    member.name,
    number % 2 ? '男' : '女',
    member.unit.name,
    member.phone,
    townshipFree(member.home),
    member.skills,
    member.availability,
    member.registered ? townshipFree(member.registered) : '',
    '演示',
  ]
}

/** Two villages of one name exist in different townships: their lists write the code. */
const ambiguous = /郭家庄|庄立/
const townshipFree = (community: Community) => (ambiguous.test(community.name) ? community.code : community.name)

/**
 * What can go wrong, in turn: each spoils one row in one cell. The k-th wrong row carries the k-th trouble, round and
 * round.
 */
const spoilers: readonly ((row: ListRow) => ListRow)[] = [
  (row) => row.with(4, row[4].slice(0, 10)),
  (row) => row.with(1, ''),
  (row) => row.with(3, '县某某局'),
  (row) => row.with(5, '没有的村'),
  (row) => row.with(4, `${row[4]}/${row[4]}`),
  (row) => row.with(5, '郭家庄村委会'),
  (row) => row.with(4, '见名片'),
  (row) => row.with(1, '=张三'),
  (row) => row.with(4, '2' + row[4].slice(1)),
  (row) => row.with(8, '没有的社区'),
  (row) => row.with(1, '1234'),
  (row) => row.with(3, '县教育'),
]

/** Spreads so many wrong rows over a list; also tells which, counted from 0. */
export function spoil(rows: readonly ListRow[], wrong: number): { rows: ListRow[]; at: number[] } {
  const at = Array.from({ length: wrong }, (_, k) => Math.floor(((k + 0.5) * rows.length) / wrong))
  const spoiled = rows.map((row) => row)
  at.forEach((index, k) => {
    spoiled[index] = spoilers[k % spoilers.length](rows[index])
  })
  return { rows: spoiled, at }
}

/**
 * How office lists really look: full-width digits, blanks in names and phones, +86. Harmless, and read all the same.
 */
export function roughen(rows: readonly ListRow[], chance: Chance): ListRow[] {
  const wide = (text: string) => text.replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0))
  return rows.map((row) => {
    const way = chance.below(12)
    if (way === 0) return row.with(4, wide(row[4]))
    if (way === 1) return row.with(4, `${row[4].slice(0, 3)} ${row[4].slice(3, 7)} ${row[4].slice(7)}`)
    if (way === 2) return row.with(4, `+86 ${row[4]}`)
    if (way === 3 && row[1].length === 3) return row.with(1, [...row[1]].join('　'))
    return row
  })
}
