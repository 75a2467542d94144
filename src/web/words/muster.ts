// The muster's words 吹哨集结: why somebody is called, why somebody was not, and why a command was refused. Both languages whole; said so that they fit oneself and others.
import type { Words } from './shape.ts'

export const muster: Words = {
  zh: {
    'why.registered-here': '在这里的社区报到', 'why.lives-here': '住在这里', 'why.near': '离家约 {metres} 米', 'why.place-unknown': '住址不详', 'why.skill': '需要的特长：{skill}', 'why.served': '已服务 {hours} 小时', 'why.rested': '已休息 {hours} 小时', 'why.tired': '{hours} 小时前刚服务过', 'why.usual-hours': '在平时方便的时间', 'why.unusual-hours': '不在平时方便的时间', 'why.willing': '之前表示愿意来',
    'skipped.unknown': '没有这个人', 'skipped.inactive': '已不再参加', 'skipped.engaged': '已答应另一处的集结', 'skipped.out-of-reach': '不在目前可以召集的范围内', 'skipped.already-called': '这次已经叫过', 'skipped.no-seat-fits': '没有适合的空位',
    'reason.already-blown': '这一哨已经吹过', 'reason.nothing-changed': '和原来一样，没有变化', 'reason.over': '集结已经结束', 'reason.not-due': '还没到时候，或已经办过', 'reason.bad-times': '时间不对：结束要在开始之后，不早于现在；最早提前七天，最长三天', 'reason.needs-twice': '同一种人写了两次',
    'reason.leader-without-role': '这位负责人在这里没有相应的权限', 'reason.nobody-to-call': '没有可以叫的人', 'reason.too-many-called': '叫的人太多，最多 {most} 人', 'reason.too-many-waves': '叫的批次太多', 'reason.not-called': '不在这次召集的名单里', 'reason.already-answered': '已经这样答复过', 'reason.already-arrived': '已经签到', 'reason.not-arrived': '还没有签到',
    'reason.engaged-elsewhere': '已答应另一处的集结', 'reason.code-wrong': '签到码不对', 'reason.code-stale': '签到码已过期，请看负责人屏幕上现在的码', 'reason.code-used': '这个签到码已经用过，请看现在的码', 'reason.device-used': '这部手机已经给别人签到，请负责人代为确认', 'reason.clock-ahead': '手机时间快了，请校准后再签到', 'reason.already-widest': '已经在全县范围内求援',
  },
  en: {
    'why.registered-here': 'Registered with a community here', 'why.lives-here': 'Home is here', 'why.near': 'About {metres} m from home', 'why.place-unknown': 'Home not on the map', 'why.skill': 'Skill that is needed: {skill}', 'why.served': '{hours} h served so far', 'why.rested': 'Rested for {hours} h', 'why.tired': 'Served only {hours} h ago', 'why.usual-hours': 'Within the usual free hours', 'why.unusual-hours': 'Outside the usual free hours', 'why.willing': 'Offered to come before',
    'skipped.unknown': 'No such person', 'skipped.inactive': 'No longer takes part', 'skipped.engaged': 'Promised to another muster', 'skipped.out-of-reach': 'Outside the area that may be called now', 'skipped.already-called': 'Called already', 'skipped.no-seat-fits': 'No open seat that fits',
    'reason.already-blown': 'This whistle has been blown already', 'reason.nothing-changed': 'The same as before: nothing changed', 'reason.over': 'The muster is over', 'reason.not-due': 'Not due yet, or done already', 'reason.bad-times': 'The times do not fit: the end comes after the start, not before now; a week ahead at most, three days long at most', 'reason.needs-twice': 'The same kind of people is listed twice',
    'reason.leader-without-role': 'This leader holds no role here', 'reason.nobody-to-call': 'There is nobody to call', 'reason.too-many-called': 'Too many called: at most {most}', 'reason.too-many-waves': 'Too many waves', 'reason.not-called': 'Not among those called to this muster', 'reason.already-answered': 'Already answered so', 'reason.already-arrived': 'Already signed in', 'reason.not-arrived': 'Not signed in yet',
    'reason.engaged-elsewhere': 'Promised to another muster', 'reason.code-wrong': 'The code is wrong', 'reason.code-stale': 'The code has expired: use the one on the leader’s screen now', 'reason.code-used': 'This code has been used: use the one that shows now', 'reason.device-used': 'This phone has signed in somebody else: ask the leader to confirm you', 'reason.clock-ahead': 'The phone’s clock is ahead: set it and sign in again', 'reason.already-widest': 'The whole county is asked already',
  },
}
