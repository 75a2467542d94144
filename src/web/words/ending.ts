// The ending's words: what is held and why, when it ends, objections, statements of destruction. Both languages whole.
import type { Words } from './shape.ts'

export const ending: Words = {
  zh: {
    'reason.already-started': '期限已经开始计算', 'reason.not-held': '没有持有这类信息', 'reason.already-destroyed': '已经销毁', 'reason.not-due': '还没有到期', 'reason.already-objected': '同样的异议已经提出,正在等待答复', 'reason.already-decided': '已经答复过',
    'what.sampled': '采样居民的姓名和号码', 'what.needs': '不能下楼的情况', 'what.whistles': '集结事由', 'what.notices': '通知正文', 'what.openings': '服务记录里的姓名、职责和反馈', 'what.addresses': '接收消息的地址', 'what.everything': '与我有关的全部信息',
    'purpose.sampled': '告知结果、找到对应的采样管', 'purpose.needs': '上门服务', 'purpose.whistles': '说明为什么召集', 'purpose.notices': '查对通知和签收', 'purpose.openings': '证明服务时长', 'purpose.addresses': '发送召集和通知', 'purpose.everything': '参加社区服务',
    'until.closing': '行动结束后 {days} 天', 'until.writing': '记下后 {days} 天', 'verdict.waiting': '等待答复', 'verdict.granted': '同意删除', 'verdict.kept': '保留',
    'mine': '与我有关的信息', 'why': '用途：', 'until.leaving': '到您退出为止', 'looks': '谁看过', 'looks-none': '还没有人看过。', 'object': '提出异议', 'object-about': '关于', 'object-why': '说明', 'object-send': '提交，由工作人员答复', 'waits': '已记下，等待上传', 'back': '返回', 'held.person': '姓名、电话、住址所在社区', 'held.registrations': '报到', 'held.calls': '召集与应答', 'held.entries': '服务记录', 'held.notices': '通知与签收', 'held.addresses': '接收消息的地址',
    'purposes': '用途和期限', 'ends': '行动结束后的期限', 'ends-none': '还没有结束的行动。', 'destroyed': '已销毁 {n} 条', 'sooner': '现在销毁', 'sooner-done': '将在几分钟内销毁', 'statements': '销毁声明', 'statements-none': '还没有。', 'answered-done': '已答复', 'answer': '答复', 'grant': '同意删除', 'keep': '保留并说明',
    'by.self': '本人', 'by.volunteer': '志愿者', 'by.gridWorker': '网格员', 'by.steward': '楼栋管家', 'by.liaison': '单位联络员', 'by.officer': '社区干部', 'by.dispatcher': '调度员', 'by.supervisor': '督导员', 'by.administrator': '系统管理员', 'by.security': '安全管理员', 'by.auditor': '审计员', 'by.system': '系统',
  },
  en: {
    'reason.already-started': 'The dates run already', 'reason.not-held': 'Nothing of this kind is held', 'reason.already-destroyed': 'Destroyed already', 'reason.not-due': 'Not due yet', 'reason.already-objected': 'The same objection waits for its answer', 'reason.already-decided': 'Answered already',
    'what.sampled': 'Names and numbers of residents sampled', 'what.needs': 'Why somebody cannot come down', 'what.whistles': 'What a muster was about', 'what.notices': 'Texts of notices', 'what.openings': 'Names, duties and feedback in the service record', 'what.addresses': 'Addresses for messages', 'what.everything': 'All that is held about me',
    'purpose.sampled': 'To tell the result and find the tube', 'purpose.needs': 'To visit', 'purpose.whistles': 'To say why people were called', 'purpose.notices': 'To check notices and receipts', 'purpose.openings': 'To prove hours of service', 'purpose.addresses': 'To send calls and notices', 'purpose.everything': 'To take part in serving the community',
    'until.closing': '{days} {days:day|days} after the operation ends', 'until.writing': '{days} {days:day|days} after it was written', 'verdict.waiting': 'Waits for an answer', 'verdict.granted': 'Erased as asked', 'verdict.kept': 'Kept',
    'mine': 'What is held about me', 'why': 'Why:', 'until.leaving': 'Until you leave', 'looks': 'Who looked', 'looks-none': 'Nobody has looked yet.', 'object': 'Object', 'object-about': 'About', 'object-why': 'What you want to say', 'object-send': 'Send: a person will answer', 'waits': 'Kept, waits to be uploaded', 'back': 'Back', 'held.person': 'Name, telephone, home community', 'held.registrations': 'Registrations', 'held.calls': 'Calls and answers', 'held.entries': 'Service entries', 'held.notices': 'Notices and receipts', 'held.addresses': 'Addresses for messages',
    'purposes': 'Purposes and end dates', 'ends': 'Dates after operations', 'ends-none': 'No operation has ended yet.', 'destroyed': '{n} destroyed', 'sooner': 'Destroy now', 'sooner-done': 'It will be destroyed within minutes', 'statements': 'Statements of destruction', 'statements-none': 'None yet.', 'answered-done': 'Answered', 'answer': 'Answer', 'grant': 'Erase as asked', 'keep': 'Keep, and say why',
    'by.self': 'Yourself', 'by.volunteer': 'A volunteer', 'by.gridWorker': 'A grid worker', 'by.steward': 'A building steward', 'by.liaison': 'Your unit’s liaison', 'by.officer': 'A community officer', 'by.dispatcher': 'A dispatcher', 'by.supervisor': 'A supervisor', 'by.administrator': 'An administrator', 'by.security': 'A security officer', 'by.auditor': 'An auditor', 'by.system': 'The system',
  },
}
