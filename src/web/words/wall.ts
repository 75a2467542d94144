// Words of the wall board.
import type { Words } from './shape.ts'

export const wall: Words = {
  zh: {
    title: '集结大屏', coverage: '报到覆盖', 'coverage-of': '{n} / {all} 人', units: '单位报到', 'units-of': '个单位', participation: '参与服务', 'participation-of': '{n} / {all} 人',
    sampled: '采样覆盖', 'sampled-of': '{n} / {all} 名居民', doors: '上门', 'doors-of': '{n} / {all} 户', hours: '各时段登记', basis: '分母：住户名册 {residents} 人；{listed} / {buildings} 栋有名册',
    townships: '各乡镇报到', map: '报到覆盖地图', musters: '正在集结', 'no-musters': '现在没有集结。', 'answer-of': '分钟；九成在 {p90} 分钟内', answer: '应答用时', 
    arrived: '到位', need: '需要 {n}', wanting: '还差 {n}', filled: '已满员', drill: '演练', more: '另有 {n} 场',
    live: '实时', old: '{time} 的数据', 'old-long': '连接已断，{time} 的数据', hidden: '不足 10 人', 'hidden-note': '不足 10 人的数字不显示', connecting: '正在连接…',
    'log-in': '大屏需要先登录', 'log-in.do': '请在这台电脑上打开工作台登录（调度员或社区干部），再回到这里。', 'to-console': '到工作台登录', failed: '数据没有读到，正在重试。',
    'legend.high': '九成以上', 'legend.middle': '六成到九成', 'legend.low': '六成以下', language: 'English',
  },
  en: {
    title: 'Muster board', coverage: 'Registered', 'coverage-of': '{n} of {all} people', units: 'Units', 'units-of': 'registered', participation: 'Have served', 'participation-of': '{n} of {all} people',
    sampled: 'Sampled', 'sampled-of': '{n} of {all} residents', doors: 'Doors', 'doors-of': '{n} of {all}', hours: 'Registered by hour', basis: 'Out of {residents} residents on the lists of {listed} of {buildings} buildings',
    townships: 'Registration by township', map: 'Map of registration coverage', musters: 'Mustering now', 'no-musters': 'No muster is running.', 'answer-of': 'min; 90 % within {p90} min', answer: 'Answer in', 
    arrived: 'arrived', need: 'of {n}', wanting: '{n} wanted', filled: 'filled', drill: 'drill', more: '{n} more',
    live: 'Live', old: 'Data of {time}', 'old-long': 'Connection lost: data of {time}', hidden: 'under 10', 'hidden-note': 'Figures under 10 are hidden', connecting: 'Connecting…',
    'log-in': 'The board needs a log-in first', 'log-in.do': 'Open the console on this computer, log in as dispatcher or community officer, and come back.', 'to-console': 'Log in at the console', failed: 'The data could not be read; trying again.',
    'legend.high': '90 % or more', 'legend.middle': '60 % to 90 %', 'legend.low': 'under 60 %', language: '中文',
  },
}
