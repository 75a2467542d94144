// The muster's words 吹哨集结: why somebody is called, and why a command was refused. Both languages whole.
import type { Words } from './words.ts'

export const muster: Words = {
  zh: {
    'why.registered-here': '您在这个社区报到', 'why.lives-here': '您住在这里', 'why.near': '离您家约 {metres} 米', 'why.place-unknown': '住址不详', 'why.skill': '需要您的特长:{skill}', 'why.served': '已服务 {hours} 小时', 'why.rested': '已休息 {hours} 小时', 'why.tired': '{hours} 小时前刚服务过', 'why.usual-hours': '在您平时方便的时间', 'why.unusual-hours': '不在您平时方便的时间', 'why.willing': '您之前表示愿意来',
    'reason.already-blown': '这一哨已经吹过', 'reason.nothing-changed': '和原来一样,没有变化', 'reason.over': '集结已经结束', 'reason.not-over': '集结还没有结束', 'reason.not-due': '还没到时候,或已经办过', 'reason.bad-times': '时间不对:结束要在开始之后,不早于现在,不超过三天', 'reason.needs-twice': '同一种人写了两次',
    'reason.leader-without-role': '这位负责人在这里没有相应的权限', 'reason.nobody-to-call': '没有可以叫的人', 'reason.too-many-called': '叫的人太多,最多 {most} 人', 'reason.too-many-waves': '叫的批次太多', 'reason.not-called': '这次没有叫您', 'reason.already-answered': '已经这样答复过', 'reason.already-arrived': '已经签到', 'reason.not-arrived': '还没有签到',
    'reason.engaged-elsewhere': '已答应另一处的集结', 'reason.code-wrong': '签到码不对', 'reason.code-stale': '签到码已过期', 'reason.code-used': '这个签到码已经用过', 'reason.device-used': '这部手机已经给别人签到', 'reason.clock-ahead': '手机时间太快', 'reason.already-widest': '已经在全县范围内求援',
  },
  en: {
    'why.registered-here': 'You are registered with this community', 'why.lives-here': 'You live here', 'why.near': 'About {metres} m from your home', 'why.place-unknown': 'Your home is not known', 'why.skill': 'Your skill is needed: {skill}', 'why.served': '{hours} h served so far', 'why.rested': 'Rested for {hours} h', 'why.tired': 'Served only {hours} h ago', 'why.usual-hours': 'Within the hours that suit you', 'why.unusual-hours': 'Outside the hours that suit you', 'why.willing': 'You offered to come',
    'reason.already-blown': 'This whistle has been blown already', 'reason.nothing-changed': 'The same as before: nothing changed', 'reason.over': 'The muster is over', 'reason.not-over': 'The muster is not over yet', 'reason.not-due': 'Not due yet, or done already', 'reason.bad-times': 'The times do not fit: the end comes after the start, not before now, within three days', 'reason.needs-twice': 'The same kind of people is listed twice',
    'reason.leader-without-role': 'This leader holds no role here', 'reason.nobody-to-call': 'There is nobody to call', 'reason.too-many-called': 'Too many called: at most {most}', 'reason.too-many-waves': 'Too many waves', 'reason.not-called': 'You were not called to this one', 'reason.already-answered': 'Already answered so', 'reason.already-arrived': 'Already signed in', 'reason.not-arrived': 'Not signed in yet',
    'reason.engaged-elsewhere': 'Promised to another muster', 'reason.code-wrong': 'The code is wrong', 'reason.code-stale': 'The code has expired', 'reason.code-used': 'This code has been used', 'reason.device-used': 'This phone has signed in somebody else', 'reason.clock-ahead': 'The phone\'s clock is ahead', 'reason.already-widest': 'The whole county is asked already',
  },
}
