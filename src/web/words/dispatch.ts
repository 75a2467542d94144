// The dispatch room's words 统筹: how a move stands, why it is proposed, and why a command was refused. Both languages whole.
import type { Words } from './shape.ts'

export const dispatch: Words = {
  zh: {
    lacking: '缺', filled: '已排', accepted: '已确认', absent: '未到', waiting: '排队', free: '空闲', present: '在岗', idle: '等活', 'idle-n': '{n} 人，共 {minutes} 分', 'idle-what': '“等活”：已签到，而所在点位或小队一刻钟以上没有登记或上门。只按地段计数，供调度用，不是对人的评价。', load: '各地人手', hours: '{from}–{until}', 'no-shift': '没有这样的班次', now: '现在', next: '下一班', 'by.township': '按乡镇', 'by.community': '按社区', none: '这一班没有岗位', 'no-rounds': '没有进行中或将要开始的轮次', 'no-rounds-do': '先在“行动”里建一个轮次。',
    ordered: '已下达的调动', 'ordered-none': '还没有调动。', 'from-to': '{from} → {to}：{n} 人', outcome: '排上 {seated} 人，没排上 {skipped} 人', proposals: '建议的调动', 'proposals-hint': '从人手宽裕处调到缺人处。下达前不动任何人；被调的人可以谢绝。', propose: '请系统建议', 'proposals-none': '没有值得调动的：要么不缺人，要么附近没有空闲的人。', order: '下达：调 {n} 人', 'ordered-done': '已下达，{n} 人在手机上能看到',
    'reason.already-ordered': '这次调动已经下达', 'reason.round-over': '这个轮次已经结束', 'reason.same-area': '两边是同一个地段', 'reason.seat-elsewhere': '座位不在调入的地段', 'reason.person-elsewhere': '有人不属于调出的地段', 'reason.seat-twice': '同一座位或同一人出现两次', 'reason.not-due': '已经落实',
    'state.ordered': '已下达', 'state.carried-out': '已落实',
    'why.short-there': '那边 {seats} 个座位缺 {open} 个', 'why.free-here': '这边有 {people} 人空闲', 'why.enough-here': '原岗位还留 {left}/{seats} 人', 'why.near': '平均离家 {metres} 米', 'why.skill': '有技能：{skill}',
  },
  en: {
    lacking: 'Lacking', filled: 'Filled', accepted: 'Confirmed', absent: 'Absent', waiting: 'In line', free: 'Free', present: 'On site', idle: 'Waiting for work', 'idle-n': '{n}, {minutes} min', 'idle-what': '“Waiting for work”: signed in where nothing was registered and no door reported for a quarter of an hour. Counted by area, to balance by; it says nothing of anybody.', load: 'Hands by area', hours: '{from}–{until}', 'no-shift': 'No such shift', now: 'Now', next: 'Next shift', 'by.township': 'By township', 'by.community': 'By community', none: 'No posts in this shift', 'no-rounds': 'No round runs or is to come', 'no-rounds-do': 'Draft a round under “Operations” first.',
    ordered: 'Moves ordered', 'ordered-none': 'No moves yet.', 'from-to': '{from} → {to}: {n}', outcome: '{seated} seated, {skipped} not', proposals: 'Proposed moves', 'proposals-hint': 'From where hands are spare to where they lack. Nobody moves until ordered; whoever is moved may decline.', propose: 'Propose', 'proposals-none': 'Nothing worth moving: nothing lacks, or nobody near is free.', order: 'Order: move {n}', 'ordered-done': 'Ordered; {n} {n:person sees|people see} it on their phones',
    'reason.already-ordered': 'This move was ordered already', 'reason.round-over': 'This round is over', 'reason.same-area': 'Both ends are one area', 'reason.seat-elsewhere': 'A seat lies outside the area they go to', 'reason.person-elsewhere': 'Somebody does not belong to the area they come from', 'reason.seat-twice': 'A seat or person appears twice', 'reason.not-due': 'Carried out already',
    'state.ordered': 'Ordered', 'state.carried-out': 'Carried out',
    'why.short-there': '{open} of {seats} seats are open there', 'why.free-here': '{people} {people:person is|people are} free here', 'why.enough-here': 'their post keeps {left} of {seats}', 'why.near': '{metres} m from home on average', 'why.skill': 'has the skill {skill}',
  },
}
