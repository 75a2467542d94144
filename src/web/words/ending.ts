// The ending's words: what is held and why, when it ends, objections, statements of destruction. Both languages whole.
import type { Words } from './shape.ts'

export const ending: Words = {
  zh: {
    'reason.already-started': '期限已经开始计算', 'reason.not-held': '没有持有这类信息', 'reason.already-destroyed': '已经销毁', 'reason.not-due': '还没有到期', 'reason.already-objected': '同样的异议已经提出,正在等待答复', 'reason.already-decided': '已经答复过',
    'what.sampled': '采样居民的姓名和号码', 'what.needs': '不能下楼的情况', 'what.whistles': '集结事由', 'what.notices': '通知正文', 'what.openings': '服务记录里的姓名、职责和反馈', 'what.addresses': '接收消息的地址', 'what.everything': '与我有关的全部信息',
    'purpose.sampled': '告知结果、找到对应的采样管', 'purpose.needs': '上门服务', 'purpose.whistles': '说明为什么召集', 'purpose.notices': '查对通知和签收', 'purpose.openings': '证明服务时长', 'purpose.addresses': '发送召集和通知', 'purpose.everything': '参加社区服务',
    'until.closing': '行动结束后 {days} 天', 'until.writing': '记下后 {days} 天', 'verdict.waiting': '等待答复', 'verdict.granted': '同意删除', 'verdict.kept': '保留',
  },
  en: {
    'reason.already-started': 'The dates run already', 'reason.not-held': 'Nothing of this kind is held', 'reason.already-destroyed': 'Destroyed already', 'reason.not-due': 'Not due yet', 'reason.already-objected': 'The same objection waits for its answer', 'reason.already-decided': 'Answered already',
    'what.sampled': 'Names and numbers of residents sampled', 'what.needs': 'Why somebody cannot come down', 'what.whistles': 'What a muster was about', 'what.notices': 'Texts of notices', 'what.openings': 'Names, duties and feedback in the service record', 'what.addresses': 'Addresses for messages', 'what.everything': 'All that is held about me',
    'purpose.sampled': 'To tell the result and find the tube', 'purpose.needs': 'To visit', 'purpose.whistles': 'To say why people were called', 'purpose.notices': 'To check notices and receipts', 'purpose.openings': 'To prove hours of service', 'purpose.addresses': 'To send calls and notices', 'purpose.everything': 'To take part in serving the community',
    'until.closing': '{days} {days:day|days} after the operation ends', 'until.writing': '{days} {days:day|days} after it was written', 'verdict.waiting': 'Waits for an answer', 'verdict.granted': 'Erased as asked', 'verdict.kept': 'Kept',
  },
}
