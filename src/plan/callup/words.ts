// What `muster plan callup` and `simulate` say about their inputs, in both languages.
import type { Said } from '#words/languages.ts'

export const words = {
  notSlots: (value: string): Said => ({
    zh: `值为“${value}”；应形如 06:00-12:00/30（起止时刻/每段分钟数，最多 1000 段）`,
    en: `is "${value}"; it must read like 06:00-12:00/30 (from-until/minutes a slot, at most 1000 slots)`,
  }),
  notClock: (value: string): Said => ({
    zh: `值为“${value}”；应形如 08:30`,
    en: `is "${value}"; it must read like 08:30`,
  }),
  notClosed: (value: string): Said => ({
    zh: `值为“${value}”；应形如 09:00-10:00 或 09:00-10:00/1（关闭的通道数），多段用分号隔开`,
    en: `is "${value}"; it must read like 09:00-10:00 or 09:00-10:00/1 (lanes closed), several with semicolons`,
  }),
  noSuchSlot: (value: string): Said => ({
    zh: `没有从 ${value} 开始的时段；请用某一段的开始时刻`,
    en: `no slot begins at ${value}; give the beginning of a slot`,
  }),
  noWay: (building: string, point: string): Said => ({
    zh: `“${building}”没有到“${point}”的路程；请在路程表中补上`,
    en: `"${building}" has no way to "${point}"; add it to the ways`,
  }),
  notPlan: {
    zh: '不是叫号方案；请给出 muster plan callup --out json 的结果',
    en: 'is not a call-up; give the JSON answer of muster plan callup',
  },
  otherPlan: (id: string): Said => ({
    zh: `方案里的“${id}”不在输入中；方案与输入应属同一次叫号`,
    en: `"${id}" of the plan is not in the inputs; plan and inputs must belong together`,
  }),
  together: (option: string): Said => ({ zh: `须与 ${option} 同用`, en: `goes together with ${option}` }),
  nothing: {
    zh: '请给出 --plan callup.json，或 --uncontrolled 加上 --buildings、--points、--slots，或 --example lingshi',
    en: 'give --plan callup.json, or --uncontrolled with --buildings, --points and --slots, or --example lingshi',
  },
  notService: (value: string): Said => ({
    zh: `值为“${value}”；应为 fixed、exponential、erlang:阶数（1–100）或 lognormal:变异系数（0–10）`,
    en: `is "${value}"; it must be fixed, exponential, erlang:SHAPE (1-100) or lognormal:SPREAD (0-10)`,
  }),
  notBehind: (value: string): Said => ({
    zh: `值为“${value}”；应形如 采样点:开始-结束:倍数，如 P1:08:00-09:30:2`,
    en: `is "${value}"; it must read like POINT:FROM-UNTIL:FACTOR, for example P1:08:00-09:30:2`,
  }),
} as const
