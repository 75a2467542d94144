// The roster's words 编组排班: states of seats, why somebody sits there, why a seat is open, and why a command was refused. Both languages whole.
import type { Words } from './shape.ts'

export const roster: Words = {
  zh: {
    'reason.round-over': '这个轮次已经结束', 'reason.not-open': '轮次还没有发布', 'reason.outside-area': '超出了范围', 'reason.locked-moved': '有锁定的座位会被改动,先解锁', 'reason.team-elsewhere': '小队已在别的网格', 'reason.too-many': '太多了,最多 {most}', 'reason.nothing-changed': '没有变化', 'reason.seat-unknown': '没有这个座位', 'reason.seat-taken': '座位已经有人', 'reason.not-seated': '不在这个座位上',
    'reason.person-unknown': '没有这个人', 'reason.person-inactive': '这个人已停用', 'reason.no-skill': '这个岗位需要专门技能', 'reason.seated-already': '这个时段已经有别的班', 'reason.engaged-elsewhere': '这个时段已在别处承诺', 'reason.declined-before': '本人在这一轮已谢绝,可由本人自己报名', 'reason.already-answered': '已经答复过', 'reason.already-waiting': '已经在排队',
    'reason.not-waiting': '没有在排队', 'reason.too-many-moved': '会挪动 {moved} 人,超过了上限 {most}', 'reason.swap-unknown': '没有这个换班请求,或已失效', 'reason.swap-over': '换班请求已过期', 'reason.swap-locked': '座位已锁定,不能换', 'reason.shift-over': '这一班已经开始或结束',
    'state.proposed': '待确认', 'state.accepted': '已确认', 'state.declined': '已谢绝', 'state.absent': '未到', 'state.released': '已调出',
    'why.registered-here': '在这里报到', 'why.lives-here': '住在这里', 'why.near': '离家 {metres} 米', 'why.place-unknown': '住址不在地图上', 'why.skill': '有技能:{skill}', 'why.served': '此前服务 {rounds} 轮', 'why.same-as-last': '上一轮就在这里', 'why.grid-worker': '本网格网格员', 'why.leads': '带队',
    'why.signed-up': '自己报名', 'why.waited': '排队递补', 'why.swapped': '换班', 'why.by-hand': '人工指定', 'why.steps-in': '顶替缺席', 'why.moved': '从 {from} 调来',
    'open.nobody-can': '没有合适的人', 'open.too-dear': '合适的人都太远', 'open.unit-exhausted': '合适的人所在单位已到上限', 'open.needed-elsewhere': '合适的人在别处更急需',
    'skipped.unknown': '查无此人', 'skipped.inactive': '已停用', 'skipped.engaged': '别处有承诺', 'skipped.no-skill': '缺技能', 'skipped.twice': '时段重复', 'skipped.declined': '本人谢绝', 'skipped.no-such-seat': '没有这个座位', 'skipped.taken': '已有人',
  },
  en: {
    'reason.round-over': 'This round is over', 'reason.not-open': 'The round is not published yet', 'reason.outside-area': 'That lies outside the area', 'reason.locked-moved': 'Locked seats would change: unlock them first', 'reason.team-elsewhere': 'The team is in another grid', 'reason.too-many': 'Too many: {most} at most', 'reason.nothing-changed': 'Nothing changed', 'reason.seat-unknown': 'There is no such seat', 'reason.seat-taken': 'Somebody sits there already', 'reason.not-seated': 'Not on this seat',
    'reason.person-unknown': 'There is no such person', 'reason.person-inactive': 'This person is not active', 'reason.no-skill': 'The post asks for a skill', 'reason.seated-already': 'On another seat at these hours', 'reason.engaged-elsewhere': 'Promised elsewhere at these hours', 'reason.declined-before': 'They said no in this round; they may sign up themselves', 'reason.already-answered': 'Answered already', 'reason.already-waiting': 'In line already',
    'reason.not-waiting': 'Not in line', 'reason.too-many-moved': 'It would move {moved}, more than the stated {most}', 'reason.swap-unknown': 'There is no such offer, or it is void', 'reason.swap-over': 'The offer has expired', 'reason.swap-locked': 'A locked seat is not swapped', 'reason.shift-over': 'The shift has begun or is over',
    'state.proposed': 'To be confirmed', 'state.accepted': 'Confirmed', 'state.declined': 'Declined', 'state.absent': 'Did not come', 'state.released': 'Released',
    'why.registered-here': 'registered here', 'why.lives-here': 'lives here', 'why.near': '{metres} m from home', 'why.place-unknown': 'home is not on the map', 'why.skill': 'has the skill {skill}', 'why.served': 'served {rounds} {rounds:round|rounds} before', 'why.same-as-last': 'was here last round', 'why.grid-worker': 'grid worker of this grid', 'why.leads': 'leads',
    'why.signed-up': 'signed up', 'why.waited': 'moved up from the line', 'why.swapped': 'swapped', 'why.by-hand': 'seated by hand', 'why.steps-in': 'steps in', 'why.moved': 'moved from {from}',
    'open.nobody-can': 'nobody fits', 'open.too-dear': 'whoever fits is too far', 'open.unit-exhausted': 'their units have sent all they may', 'open.needed-elsewhere': 'whoever fits is needed more elsewhere',
    'skipped.unknown': 'no such person', 'skipped.inactive': 'not active', 'skipped.engaged': 'promised elsewhere', 'skipped.no-skill': 'lacks the skill', 'skipped.twice': 'two seats at once', 'skipped.declined': 'said no', 'skipped.no-such-seat': 'no such seat', 'skipped.taken': 'taken',
  },
}
