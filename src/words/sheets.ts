// Words of the round's sheets and report, both languages whole. They are printed by the server, so they stand here.
export type Language = 'zh' | 'en'

const words = {
  teams: ['小队表', 'Teams'],
  'teams-of': ['{name} 第 {n} 轮 小队表', '{name}, round {n}: teams'],
  posts: ['岗位表', 'Posts'],
  'posts-of': ['{name} 第 {n} 轮 岗位表', '{name}, round {n}: posts'],
  number: ['序号', 'No.'],
  grid: ['网格', 'Grid'],
  shift: ['班次', 'Shift'],
  place: ['队内', 'Place'],
  name: ['姓名', 'Name'],
  phone: ['电话', 'Phone'],
  unit: ['单位', 'Unit'],
  state: ['状态', 'State'],
  remark: ['备注', 'Remark'],
  point: ['点位', 'Point'],
  duty: ['职责', 'Duty'],
  'sign-in': ['签到', 'Signed in'],
  'sign-out': ['签退', 'Signed out'],
  leader: ['网格员（带队）', 'Grid worker (leads)'],
  member: ['队员 {n}', 'Member {n}'],
  open: ['（空缺）', '(open)'],
  'state.proposed': ['待确认', 'to be confirmed'],
  'state.accepted': ['已确认', 'confirmed'],
  'state.declined': ['已谢绝', 'declined'],
  'state.absent': ['未到', 'absent'],
  'state.released': ['已调出', 'released'],
  report: ['{name} 第 {n} 轮 情况报告', '{name}, round {n}: report'],
  'report-time': [
    '时间：{from} 至 {until}　　范围：{area}　　统计到：{at}',
    'Time: {from} to {until}    Area: {area}    Counted up to: {at}',
  ],
  basis: [
    '分母从哪里来：楼栋名册。{buildings} 栋楼中 {listed} 栋有名册，共 {households} 户、{residents} 人；叫号 ' +
      '{called} 人。没有名册的楼栋不在分母里，须另行核对。',
    'Where the denominator comes from: the lists of buildings. {listed} of {buildings} buildings have one, ' +
      '{households} households and {residents} people in all; {called} were called up. Buildings without a list ' +
      'are not in the denominator and must be checked apart.',
  ],
  counted: [
    '怎么算：采样人数按住户去重，同一人登记两次只算一次（重复 {doubled}）；作废 {voided}；登记时没有对上住户的 ' +
      '{unplaced} 人，不算进覆盖。上门按名单上的户数。',
    'How it is counted: people sampled, each once though registered twice (doubled: {doubled}); voided: ' +
      '{voided}; {unplaced} matched no household and are not counted as covered. Doors are of the list.',
  ],
  hidden: ['不足 10 的数字不公开，写作“—”。', 'Numbers under ten are not public and are written as “—”.'],
  staffing: [
    '人员：{points} 个点位，{posts} 个岗位，{teams} 支小队；需要 {seats} 人，收尾时在岗 {seated} 人，谢绝 ' +
      '{declined}，未到 {absent}。',
    'People: {points} points, {posts} posts, {teams} teams; {seats} people needed, {seated} seated at the ' +
      'close, {declined} declined, {absent} absent.',
  ],
  area: ['区域', 'Area'],
  sampled: ['已采', 'Sampled'],
  residents: ['应采', 'Of'],
  share: ['覆盖', 'Coverage'],
  doors: ['上门完成', 'Doors done'],
  'doors-of': ['应上门', 'Of'],
  came: ['到岗人次', 'Came'],
  registered: ['已报到', 'Registered'],
  members: ['在册', 'Of'],
  total: ['合计', 'Total'],
  said: ['说明：{text}', 'Remark: {text}'],
  provisional: [
    '这一轮还没有收尾，数字还会变：离线登记的点位晚些时候才合并。',
    'This round is not closed: figures will change, as points without a network are merged later.',
  ],
  'provisional-title': ['{title}（未收尾）', '{title} (provisional)'],
  whistles: [
    '吹哨：{n} 次，共需要 {needed} 人，其中 {filled} 次人已到齐（演练不算）。',
    'Whistles: {n}, for {needed} people in all; {filled} of them filled (drills left out).',
  ],
  outcomes: ['上门结果', 'Doors by outcome'],
  'outcomes-said': [
    '按名单上每一户最后的情况。不愿意的不追问原因。',
    'By the last state of each household on the list. Whoever declined is not asked why.',
  ],
  outcome: ['情况', 'State'],
  'doors-n': ['户', 'Doors'],
  'share-of': ['占名单', 'Of the list'],
  hours: ['各时段', 'By hour'],
  'hours-said': [
    '离线登记的算在登记的那个小时。',
    'What was registered without a network counts in the hour it was registered.',
  ],
  hour: ['时段开始', 'From'],
  taken: ['登记', 'Registered'],
  knocked: ['敲门', 'Doors knocked'],
  communities: ['附表：各社区（村）', 'Annex: communities and villages'],
  'total-of': ['{area}合计', '{area}, total'],
  seal: [
    '单位（盖章）：　　　　　　　　　　负责人：　　　　　　　　　　年　　月　　日',
    'Office (seal):                    Responsible:                    Date:',
  ],
} as const satisfies Record<string, readonly [zh: string, en: string]>

export function sheetSayer(
  language: Language,
): (key: string, values?: Readonly<Record<string, string | number>>) => string {
  return (key, values = {}) =>
    words[key as keyof typeof words][language === 'zh' ? 0 : 1].replace(/\{(\w+)\}/g, (whole, name: string) =>
      values[name] === undefined ? whole : String(values[name]),
    )
}
