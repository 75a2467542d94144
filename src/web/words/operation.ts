// The operation's words 行动: kinds, states, duties, purposes, and why a command was refused. Both languages whole.
import type { Words } from './shape.ts'

export const operation: Words = {
  zh: {
    'reason.already-open': '这个行动已经开启', 'reason.already-closed': '这个行动已经结束', 'reason.already-drafted': '这个轮次已经建立', 'reason.template-unknown': '没有这个模板,可能已删除', 'reason.operation-unknown': '没有这个行动', 'reason.operation-closed': '行动已经结束,不能再加轮次', 'reason.rounds-open': '还有 {rounds} 个轮次没有收尾,先收尾再结束行动',
    'reason.round-unknown': '没有这个轮次', 'reason.bad-times': '时间不对:结束要在开始之后,班次要在轮次时间内,一个轮次最长七天', 'reason.outside-area': '超出了范围', 'reason.point-unknown': '没有这个点位,先添加点位', 'reason.point-in-use': '还有 {uses} 个岗位或时段用到这个点位', 'reason.too-many': '太多了,最多 {most}', 'reason.wrong-state': '轮次现在是这个状态,不能这样做',
    'reason.nothing-to-publish': '没有岗位、小队或上门名单,没有可发布的', 'reason.not-due': '还没到时间,或者已经开始', 'reason.nothing-changed': '没有变化', 'reason.dropped': '这个草稿已经删除',
    'kind.sampling': '采样', 'kind.vaccination': '接种', 'kind.flood-check': '汛期巡查', 'kind.heat-visits': '高温走访', 'kind.clean-up': '清扫', 'kind.other': '其他',
    'state.draft': '草稿', 'state.published': '已发布', 'state.running': '进行中', 'state.closed': '已收尾', 'state.reported': '已报告', 'state.open': '进行中',
    'purpose.sampling': '上门采样', 'purpose.vaccination': '上门接种', 'purpose.check': '入户核查', 'purpose.care': '走访照看', 'purpose.delivery': '送物',
    'duty.order': '维持秩序', 'duty.code-check': '查验码证', 'duty.registering': '信息登记', 'duty.sampling': '采样', 'duty.vaccinating': '接种', 'duty.observing': '留观', 'duty.disinfecting': '消毒', 'duty.carrying': '搬运', 'duty.guiding': '引导', 'duty.first-aid': '急救', 'duty.visiting': '上门', 'duty.checking': '核查', 'duty.clearing': '清扫', 'duty.driving': '驾车', 'duty.reserve': '机动', 'duty.team': '网格小队',
  },
  en: {
    'reason.already-open': 'This operation is open already', 'reason.already-closed': 'This operation is closed already', 'reason.already-drafted': 'This round exists already', 'reason.template-unknown': 'There is no such template; it may have been dropped', 'reason.operation-unknown': 'There is no such operation', 'reason.operation-closed': 'The operation is closed: no more rounds', 'reason.rounds-open': '{rounds} {rounds:round is|rounds are} not closed yet: close them first',
    'reason.round-unknown': 'There is no such round', 'reason.bad-times': 'The times do not fit: an end after its begin, shifts within the round, a round seven days at most', 'reason.outside-area': 'That lies outside the area', 'reason.point-unknown': 'There is no such point: add it first', 'reason.point-in-use': '{uses} {uses:post or slot still needs|posts or slots still need} this point', 'reason.too-many': 'Too many: {most} at most', 'reason.wrong-state': 'That cannot be done in the state that the round is in',
    'reason.nothing-to-publish': 'There are no posts, teams or visits to publish', 'reason.not-due': 'Not due yet, or begun already', 'reason.nothing-changed': 'Nothing changed', 'reason.dropped': 'This draft was dropped',
    'kind.sampling': 'Sampling', 'kind.vaccination': 'Vaccination', 'kind.flood-check': 'Flood check', 'kind.heat-visits': 'Heat-wave visits', 'kind.clean-up': 'Clean-up', 'kind.other': 'Other',
    'state.draft': 'Draft', 'state.published': 'Published', 'state.running': 'Running', 'state.closed': 'Closed', 'state.reported': 'Reported', 'state.open': 'Open',
    'purpose.sampling': 'Sampling at home', 'purpose.vaccination': 'Vaccination at home', 'purpose.check': 'Household check', 'purpose.care': 'Care visit', 'purpose.delivery': 'Delivery',
    'duty.order': 'Keeping order', 'duty.code-check': 'Checking codes', 'duty.registering': 'Registering', 'duty.sampling': 'Sampling', 'duty.vaccinating': 'Vaccinating', 'duty.observing': 'Observing', 'duty.disinfecting': 'Disinfecting', 'duty.carrying': 'Carrying', 'duty.guiding': 'Guiding', 'duty.first-aid': 'First aid', 'duty.visiting': 'Visiting', 'duty.checking': 'Checking', 'duty.clearing': 'Clearing', 'duty.driving': 'Driving', 'duty.reserve': 'Reserve', 'duty.team': 'Grid team',
  },
}
