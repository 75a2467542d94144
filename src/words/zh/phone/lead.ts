// Sentences of whoever leads a muster on the spot, in Chinese: the keys of every other language are these.
import type { Sentences } from '../../sentences.ts'

export const lead = {
  lead: '现场负责',
  'lead.qr': '签到二维码',
  'lead.left': '这个码还有多久换',
  'lead.hint': '请到场的人扫码，或输入这 8 位数字。',
  'lead.no-code': '码用完了，联网后自动更新。没有网络时，请在下面点名字签到。',
  'lead.people': '已到 {here} 人，共 {n} 人',
  'lead.find': '找姓名',
  'lead.here': '已到',
  'lead.state.called': '未答复',
  'lead.state.talk': '要商量',
  'lead.state.cannot': '来不了',
  'lead.state.coming': '在路上',
  'lead.state.arrived': '已到',
  'lead.state.left': '已离开',
  'lead.state.thanked': '已谢绝',
  'lead.state.absent': '未到',
  'lead.state.released': '已解散',
} satisfies Sentences
