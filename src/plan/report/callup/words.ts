// What the reports of callup and simulate say, in both languages.
import type { Said } from '#words/languages.ts'

export const openReasons: Record<string, Said> = {
  full: {
    zh: '附近采样点各时段都满了；加通道、加时段或放宽 --near',
    en: 'all its points are full in all its slots; add lanes or slots, or widen --near',
  },
  'larger-than-any-slot': {
    zh: '人数多于任何一个时段的容量；用 --split 分到相邻时段',
    en: 'more people than any slot takes; --split spreads it over adjacent slots',
  },
  'no-slot-open': {
    zh: '允许的时段内，附近采样点都不开',
    en: 'none of its points is open in any slot it may be called in',
  },
}

export const callupWords = {
  title: { zh: '错峰叫号', en: 'Call-up' },
  overview: { zh: '一览', en: 'At a glance' },
  people: { zh: '人数', en: 'people' },
  buildings: { zh: '楼栋', en: 'buildings' },
  points: { zh: '采样点', en: 'points' },
  slots: { zh: '时段', en: 'slots' },
  used: { zh: '容量用去', en: 'room used' },
  metres: { zh: '人均步行（米）', en: 'metres on foot each' },
  uncalled: { zh: '未叫到', en: 'not called' },
  proven: { zh: '已证明没有更省的方案', en: 'proven: no plan costs less' },
  gap: (gap: number): Said => ({
    zh: `与任何方案的下界相差 ${(gap * 100).toFixed(2)} %`,
    en: `within ${(gap * 100).toFixed(2)} % of what no plan can beat`,
  }),
  moves: { zh: '边采边调：谁动', en: 'Planned again: who moves' },
  stays: (now: string, called: number, moved: number): Said => ({
    zh: `从 ${now} 起重排：已叫的 ${called} 栋不动，其余有 ${moved} 栋改动`,
    en: `planned again from ${now}: the ${called} buildings already called stay, ${moved} of the others change`,
  }),
  behind: {
    zh: '这些采样点到最后一个时段仍采不完已叫的人，请加通道或延时',
    en: 'these points cannot serve all who were called by the end of the last slot; add lanes or time',
  },
  before: { zh: '原来', en: 'before' },
  now: { zh: '现在', en: 'now' },
  map: { zh: '地图：采样点', en: 'Map: points' },
  mapNote: { zh: '圆越大人越多；红色：容量几乎用满', en: 'the larger, the more people; red: hardly any room left' },
  load: { zh: '各时段人数与各点负荷', en: 'People by slot, and the load of each point' },
  loadNote: {
    zh: '每格为一个采样点的一个时段：颜色越深越满，红框为超出',
    en: 'each cell is a slot of a point: the darker, the fuller; a red frame is too full',
  },
  ways: { zh: '步行距离（人数）', en: 'Metres on foot (people)' },
  open: { zh: '未叫到的楼栋与原因', en: 'Buildings not called, and why' },
  allCalled: { zh: '全部叫到', en: 'every building is called' },
  list: { zh: '每栋楼：何时去哪里，为什么', en: 'Every building: when, where, why' },
  building: { zh: '楼栋', en: 'building' },
  point: { zh: '采样点', en: 'point' },
  slot: { zh: '时段', en: 'slot' },
  way: { zh: '步行', en: 'way' },
  why: { zh: '原因', en: 'why' },
  cheapest: { zh: '最近的点、最早的时段', en: 'its nearest point and first slot' },
  later: (extra: number): Said => ({
    zh: `最近的点前面时段已满，晚到折合 ${extra} 米`,
    en: `its nearest point was full before; going later counts ${extra} m`,
  }),
  instead: (extra: number): Said => ({
    zh: `最近的点已满，换点或晚到折合 ${extra} 米`,
    en: `its nearest point was full; going elsewhere or later counts ${extra} m`,
  }),
} as const

export const queueWords = {
  title: { zh: '排队模拟', en: 'The queue, simulated' },
  called: { zh: '按叫号', en: 'called up' },
  uncontrolled: { zh: '不叫号', en: 'uncontrolled' },
  overview: { zh: '等候时间（分钟）', en: 'Minutes of waiting' },
  people: callupWords.people,
  mean: { zh: '平均', en: 'mean' },
  median: { zh: '中位', en: 'median' },
  p90: { zh: '九成人不超过', en: 'nine in ten wait at most' },
  p95: { zh: '九成五人不超过', en: '95 in 100 wait at most' },
  max: { zh: '最长', en: 'longest' },
  line: { zh: '最长一队（人）', en: 'longest line (people)' },
  end: { zh: '预计结束', en: 'forecast end' },
  times: (times: number): Said => ({
    zh: `叫号使九成五人的等候上限缩短为原来的 1/${times.toFixed(1)}`,
    en: `calling up cuts the wait that 95 in 100 do not exceed by ${times.toFixed(1)} times`,
  }),
  course: { zh: '全县排队人数', en: 'People in line, all points' },
  throughput: { zh: '每小时完成人数', en: 'People served an hour' },
  map: { zh: '地图：各点等候', en: 'Map: waiting at each point' },
  mapNote: {
    zh: '红：九成五人等候超过 30 分钟；圆越大等得越久',
    en: 'red: 95 in 100 wait at most, but more than 30 minutes; the larger, the longer',
  },
  points: { zh: '各采样点', en: 'Every point' },
  point: callupWords.point,
  assumptions: { zh: '假设', en: 'What was assumed' },
  interrupted: (done: number, all: number): Said => ({
    zh: `中断：只模拟了 ${all} 个采样点中的 ${done} 个`,
    en: `interrupted: ${done} of ${all} points were simulated`,
  }),
} as const
