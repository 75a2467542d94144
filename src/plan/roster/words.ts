// What `muster plan roster` says about its inputs and of its rules, in both languages.
import type { Said } from '#words/languages.ts'

export const words = {
  notDate: (value: string): Said => ({
    zh: `值为“${value}”；应形如 2022-10-12`,
    en: `is "${value}"; it must read like 2022-10-12`,
  }),
  notWindow: (value: string): Said => ({
    zh: `值为“${value}”；应形如 2022-10-12、2022-10-12 06:00-14:00 或 18:00-22:00，多段用分号隔开`,
    en: `is "${value}"; it must read like 2022-10-12, 2022-10-12 06:00-14:00 or 18:00-22:00, several with semicolons`,
  }),
  notMoment: (value: string): Said => ({
    zh: `值为“${value}”；应形如 2022-10-11 22:00`,
    en: `is "${value}"; it must read like 2022-10-11 22:00`,
  }),
  notWish: (value: string): Said => ({
    zh: `值为“${value}”；应为 prefer（愿意）、avoid（不愿）、never（不能）或整数费用`,
    en: `is "${value}"; it must be prefer, avoid, never or a whole cost`,
  }),
  noPlace: (post: string, shift: string): Said => ({
    zh: `“${post}”在“${shift}”没有席位；请更正岗位或班次`,
    en: `"${post}" has no seat in "${shift}"; correct post or shift`,
  }),
  twicePlace: (post: string, shift: string): Said => ({
    zh: `“${post}”在“${shift}”已在前面的行给出；请去掉一个`,
    en: `"${post}" in "${shift}" is given by an earlier row; remove one`,
  }),
  halfPlace: { zh: '经度和纬度须同时给出', en: 'longitude and latitude go together; give both' },
  notSwap: (value: string): Said => ({
    zh: `值为“${value}”；应形如 人员:岗位/班次 或 人员:岗位/班次:岗位/班次`,
    en: `is "${value}"; it must read like PERSON:POST/SHIFT or PERSON:POST/SHIFT:POST/SHIFT`,
  }),
  notPlan: {
    zh: '不是排班结果；请给出 muster plan roster --out json 的结果',
    en: 'is not a roster; give the JSON answer of muster plan roster',
  },
  notThere: (person: string, post: string, shift: string): Said => ({
    zh: `“${person}”在“${shift}”并不在“${post}”；请更正`,
    en: `"${person}" does not serve "${post}" in "${shift}"; correct it`,
  }),
  unlawfulPlan: (flaw: string): Said => ({
    zh: `与输入不符（${rules[flaw]?.zh ?? flaw}）；方案与输入应属同一次排班`,
    en: `does not fit the inputs (${rules[flaw]?.en ?? flaw}); plan and inputs must belong together`,
  }),
  lockBreaks: (person: string, rule: string): Said => ({
    zh: `“${person}”的锁定违反规则（${rules[rule].zh}）；请取消一项锁定`,
    en: `the lock of "${person}" breaks a rule (${rules[rule].en}); take a lock away`,
  }),
  needsPlan: { zh: '须与 --plan 同用', en: 'goes together with --plan' },
} as const

/** What a rule broken by a move or a roster is called. */
export const rules: Record<string, Said> = {
  'no-such-arc': { zh: '没有这一对', en: 'there is no such pair' },
  'arc-twice': { zh: '同一人同一席位出现两次', en: 'the same person twice in one place' },
  'two-at-once': { zh: '同一时间两个班', en: 'two shifts at once' },
  'too-little-rest': { zh: '两班之间休息不足', en: 'too little rest between shifts' },
  'night-then-morning': { zh: '夜班后接早班', en: 'a morning after a night' },
  'run-too-long': { zh: '连续天数过多', en: 'too many days in a row' },
  'too-many-shifts': { zh: '超过本人最多班数', en: 'more shifts than the person may serve' },
  'too-many-at-place': { zh: '岗位超员', en: 'more people than seats' },
  'too-many-of-unit': { zh: '超过单位上限', en: 'more people than the unit may send' },
  'lock-broken': { zh: '锁定的席位未保留', en: 'a locked seat is not kept' },
  'not-there': { zh: '并不在这个席位', en: 'does not serve there' },
  'already-there': { zh: '已在这个席位', en: 'serves there already' },
  'cannot-serve': { zh: '不能担任（技能、时间、意愿或路程不符）', en: 'cannot serve there (skill, time, wish or way)' },
  'place-full': { zh: '席位已满', en: 'the place is full' },
  locked: { zh: '席位已锁定', en: 'the seat is locked' },
  'unit-exhausted': { zh: '单位已达上限', en: 'the unit has sent all it may' },
}

/** Why a seat stays open. */
export const openReasons: Record<string, Said> = {
  'nobody-can': {
    zh: '没有人能担任（技能、时间、意愿或路程不符）',
    en: 'nobody can serve there (skill, time, wish or way)',
  },
  busy: { zh: '能担任的人同一时间在别的岗位', en: 'those who can are at other posts at that time' },
  'too-little-rest': { zh: '能担任的人休息不足', en: 'those who can would rest too little' },
  'night-then-morning': {
    zh: '能担任的人刚下夜班，或次日早班',
    en: 'those who can have the night before or the morning after',
  },
  'run-too-long': { zh: '能担任的人连续天数已满', en: 'those who can have served all days in a row they may' },
  'too-many-shifts': { zh: '能担任的人已排满班数', en: 'those who can have all the shifts they may' },
  'unit-exhausted': { zh: '能担任的人所在单位已达上限', en: 'the units of those who can have sent all they may' },
  'too-dear': {
    zh: '能担任的人路程、意愿与公平合计比空席还贵',
    en: 'those who can cost more (way, wish, fairness) than the open seat',
  },
}
