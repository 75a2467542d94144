// The visit's words 上门: doors, outcomes, needs, and why a command was refused. Both languages whole.
import type { Words } from './shape.ts'

export const visit: Words = {
  zh: {
    'reason.claimed-elsewhere': '这 {doors} 户已由别人认领', 'reason.not-claimed': '这几户没有认领', 'reason.nothing-to-release': '没有可放开的认领', 'reason.nothing-changed': '没有变化', 'reason.bad-times': '时间不对', 'reason.too-late': '过去太久，不能再报', 'reason.round-not-open': '这一轮还没有发布，或已经结束',
    'reason.person-unknown': '名单里没有这个人，或已停用', 'reason.already-noted': '这条需求已经登记', 'reason.already-ended': '这条需求已经结束', 'reason.not-due': '期限已改，不再自动结束', 'reason.nothing-to-reopen': '这几户没有可重开的结果',
    'outcome.sampled': '已采样', 'outcome.checked': '已核查', 'outcome.helped': '已帮办', 'outcome.moved': '已搬走', 'outcome.nobody': '没人开门', 'outcome.refused': '不愿意', 'outcome.revisit': '约好再来',
    'state.todo': '未去', 'state.claimed': '有人去', 'state.done': '已办', 'state.nobody': '没人', 'state.refused': '拒绝', 'state.revisit': '再来',
    'need.bed-ridden': '长期卧床', 'need.limited-mobility': '行动不便', 'need.pregnant': '孕妇', 'need.infant': '婴幼儿', 'need.alone': '独居', 'need.hardship': '生活困难', 'need.medicine': '需用药', 'need.other': '其他',
    'purpose.sampling': '上门采样', 'purpose.vaccination': '上门接种', 'purpose.check': '核查', 'purpose.care': '关照', 'purpose.delivery': '送物',
    'visits': '上门', 'my-doors': '我认领的门户', 'no-doors': '还没有认领的门户', 'no-round': '现在没有要上门的轮次。', 'no-buildings': '这一轮在您的范围里没有要上门的楼。', 'find-building': '选一栋楼', 'building-line': '{done}/{doors} 户已办', 'entrance': '{n} 单元', 'floor': '{n} 层', 'selected': '已选 {n} 户', 'report': '报结果', 'report-n': '报 {n} 户', 'claim': '认领', 'release': '放开', 'select-floor': '选整层', 'clear': '清除', 'revisit-at': '什么时候再来', 'in-hours': '{n} 小时后', 'tomorrow': '明天上午', 'note': '备注（加密保存）', 'walk': '走这条路线', 'walk-metres': '约 {n} 米', 'next-door': '下一户',
    'needs': '需求', 'needs-hint': '只有认领这户的人看得到，认领到期即收起。', 'add-need': '登记需求', 'until': '有效到', 'door-named': '{door}', 'unconfirmed': '（未上传）', 'claimed-until': '认领到 {time}', 'days': '{n} 天', 'back': '返回', 'legend': '图例',
  },
  en: {
    'reason.claimed-elsewhere': 'Somebody else holds these {doors} {doors:door|doors}', 'reason.not-claimed': 'These doors are not claimed', 'reason.nothing-to-release': 'There is no claim to let go', 'reason.nothing-changed': 'Nothing changed', 'reason.bad-times': 'The times do not fit', 'reason.too-late': 'Too long ago to be reported', 'reason.round-not-open': 'This round is not published yet, or has ended',
    'reason.person-unknown': 'Nobody active of this name is on the list', 'reason.already-noted': 'This need is noted already', 'reason.already-ended': 'This need has ended', 'reason.not-due': 'Its end was moved: it does not end by itself now', 'reason.nothing-to-reopen': 'These doors have no outcome to reopen',
    'outcome.sampled': 'Sampled', 'outcome.checked': 'Checked', 'outcome.helped': 'Helped', 'outcome.moved': 'Moved away', 'outcome.nobody': 'Nobody home', 'outcome.refused': 'Declined', 'outcome.revisit': 'Come again',
    'state.todo': 'To visit', 'state.claimed': 'On the way', 'state.done': 'Done', 'state.nobody': 'Nobody', 'state.refused': 'Declined', 'state.revisit': 'Again',
    'need.bed-ridden': 'Bed-ridden', 'need.limited-mobility': 'Limited mobility', 'need.pregnant': 'Pregnant', 'need.infant': 'Infant', 'need.alone': 'Lives alone', 'need.hardship': 'In hardship', 'need.medicine': 'Needs medicine', 'need.other': 'Other',
    'purpose.sampling': 'Sampling at home', 'purpose.vaccination': 'Vaccination at home', 'purpose.check': 'Check', 'purpose.care': 'Care', 'purpose.delivery': 'Delivery',
    'visits': 'Visits', 'my-doors': 'Doors I hold', 'no-doors': 'You hold no doors yet', 'no-round': 'No round asks for visits now.', 'no-buildings': 'This round asks for no visits in your area.', 'find-building': 'Choose a building', 'building-line': '{done} of {doors} done', 'entrance': 'Entrance {n}', 'floor': 'Floor {n}', 'selected': '{n} {n:door|doors} chosen', 'report': 'Report', 'report-n': 'Report {n} {n:door|doors}', 'claim': 'Claim', 'release': 'Let go', 'select-floor': 'Whole floor', 'clear': 'Clear', 'revisit-at': 'When to come again', 'in-hours': 'In {n} {n:hour|hours}', 'tomorrow': 'Tomorrow morning', 'note': 'Note (kept sealed)', 'walk': 'Walk this way', 'walk-metres': 'about {n} m', 'next-door': 'Next door',
    'needs': 'Needs', 'needs-hint': 'Seen only by whoever holds this door, while the claim lasts.', 'add-need': 'Note a need', 'until': 'Until', 'door-named': '{door}', 'unconfirmed': '(not uploaded)', 'claimed-until': 'Claimed until {time}', 'days': '{n} {n:day|days}', 'back': 'Back', 'legend': 'Legend',
  },
}
