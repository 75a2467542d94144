// The notice's words 通知: receipts, reminders, and why a command was refused. Both languages whole.
import type { Words } from './shape.ts'

export const notice: Words = {
  zh: {
    'reason.already-sent': '这份通知已经发出', 'reason.bad-times': '时间不对:签收期限要在以后,提醒要在期限之前', 'reason.nobody-to-tell': '这个范围里没有要通知的对象', 'reason.too-many-recipients': '一次最多通知 {most} 个', 'reason.withdrawn': '通知已撤回', 'reason.not-addressed': '不在这份通知的对象里',
    'reason.already-signed': '已经签收', 'reason.all-signed': '全部已签收,没有要提醒的', 'reason.too-soon': '刚提醒过,{minutes} 分钟后再提醒', 'reason.too-many-reminders': '提醒次数太多,最多 {most} 次', 'reason.not-due': '刚有人提醒过,不再自动提醒',
    'to.units': '单位', 'to.persons': '个人', 'state.sent': '未签收', 'state.signed': '已签收', 'state.withdrawn': '已撤回', 'way.self': '本人签收', 'way.phone': '电话确认', 'way.paper': '纸质回执',
  },
  en: {
    'reason.already-sent': 'This notice was sent already', 'reason.bad-times': 'The times do not fit: the deadline lies ahead, the reminder before it', 'reason.nobody-to-tell': 'There is nobody to tell in this area', 'reason.too-many-recipients': 'At most {most} can be told at once', 'reason.withdrawn': 'The notice was withdrawn', 'reason.not-addressed': 'Not among those whom this notice is for',
    'reason.already-signed': 'Signed for already', 'reason.all-signed': 'Everybody has signed: there is nobody to remind', 'reason.too-soon': 'Reminded just now: again in {minutes} {minutes:minute|minutes}', 'reason.too-many-reminders': 'Too many reminders: {most} at most', 'reason.not-due': 'Somebody has just reminded them: not again by itself',
    'to.units': 'Units', 'to.persons': 'Persons', 'state.sent': 'Not signed', 'state.signed': 'Signed', 'state.withdrawn': 'Withdrawn', 'way.self': 'Signed by themselves', 'way.phone': 'By telephone', 'way.paper': 'On paper',
  },
}
