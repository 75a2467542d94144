// The dossier's words 服务纪实: evidence, states, what each side says, the proof, and why a command was refused. Both languages whole.
import type { Words } from './shape.ts'

export const dossier: Words = {
  zh: {
    'reason.already-open': '这段服务已经记过', 'reason.bad-times': '时间不对:结束要在开始之后', 'reason.too-long': '一次服务最长 24 小时', 'reason.too-old': '只能补记最近 {days} 天', 'reason.in-the-future': '还没有到的时间不能记', 'reason.nothing-served': '没有服务时长可记',
    'reason.nothing-changed': '和原来一样,没有变化', 'reason.withdrawn': '这条记录已撤回', 'reason.already-confirmed': '社区已经确认过', 'reason.own-typing': '自己补记或更正的,要由另一位工作人员确认', 'reason.overlapping': '同一个人还有 {entries} 条时间重叠的记录,请先看过再确认',
    'reason.already-answered': '已经这样答复过', 'reason.not-your-side': '只能代表自己一方说话', 'reason.too-many-sayings': '这条记录的往来太多,最多 {most} 次', 'reason.already-witness': '这把钥匙已经登记', 'reason.not-a-witness': '还没有登记为见证方', 'reason.key-wrong': '公钥不对',
    'reason.signature-wrong': '签名与登记的公钥不符', 'reason.checkpoint-unknown': '没有这个检查点', 'reason.already-cosigned': '这个大小已经见证过', 'reason.clock-wrong': '设备时间不准,请校准后再签',
    'evidence.scanned': '现场扫码', 'evidence.confirmed': '带队人现场确认', 'evidence.typed': '事后补记', 'late': '稍后上传', 'state.open': '待社区确认', 'state.confirmed': '社区已确认', 'state.withdrawn': '已撤回',
    'answer.agreed': '单位认可', 'answer.disputed': '单位有异议', 'answer.none': '单位未答复', 'source.muster': '吹哨集结', 'source.round': '行动轮次', 'source.typed': '补记', 'side.community': '社区', 'side.unit': '单位', 'side.person': '本人',
    'said.opened': '记入', 'said.stretched': '再次服务', 'said.confirmed': '社区确认', 'said.answered': '单位答复', 'said.corrected': '更正', 'said.withdrawn': '撤回', 'said.feedback': '反馈',
  },
  en: {
    'reason.already-open': 'This service is written down already', 'reason.bad-times': 'The times do not fit: the end comes after the start', 'reason.too-long': 'One stretch of service lasts 24 hours at most', 'reason.too-old': 'Only the last {days} days can be put down afterwards', 'reason.in-the-future': 'What has not happened yet cannot be written down', 'reason.nothing-served': 'There are no hours to write down',
    'reason.nothing-changed': 'The same as before: nothing changed', 'reason.withdrawn': 'This entry was withdrawn', 'reason.already-confirmed': 'The community has confirmed it already', 'reason.own-typing': 'What you typed in or corrected yourself is confirmed by somebody else', 'reason.overlapping': 'The same person has {entries} {entries:entry|entries} with overlapping hours: look at them first',
    'reason.already-answered': 'Already answered so', 'reason.not-your-side': 'You speak for your own side only', 'reason.too-many-sayings': 'Too much was said about this entry: {most} times at most', 'reason.already-witness': 'This key is enrolled already', 'reason.not-a-witness': 'Not enrolled as a witness', 'reason.key-wrong': 'This is not a public key',
    'reason.signature-wrong': 'The signature does not fit the enrolled key', 'reason.checkpoint-unknown': 'There is no such checkpoint', 'reason.already-cosigned': 'This size was witnessed already', 'reason.clock-wrong': 'The clock of this device is wrong: set it and sign again',
    'evidence.scanned': 'Scanned on site', 'evidence.confirmed': 'Confirmed by leader', 'evidence.typed': 'Typed in afterwards', 'late': 'Uploaded later', 'state.open': 'Waits for the community', 'state.confirmed': 'Confirmed by the community', 'state.withdrawn': 'Withdrawn',
    'answer.agreed': 'Unit agrees', 'answer.disputed': 'Unit disputes it', 'answer.none': 'Unit has not answered', 'source.muster': 'Muster', 'source.round': 'Round', 'source.typed': 'Typed in', 'side.community': 'Community', 'side.unit': 'Unit', 'side.person': 'The person',
    'said.opened': 'Written down', 'said.stretched': 'Served again', 'said.confirmed': 'Confirmed by the community', 'said.answered': 'Answered by the unit', 'said.corrected': 'Corrected', 'said.withdrawn': 'Withdrawn', 'said.feedback': 'Feedback',
  },
}
