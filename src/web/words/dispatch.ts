// The dispatch room's words 统筹: how a move stands, why it is proposed, and why a command was refused. Both languages whole.
import type { Words } from './shape.ts'

export const dispatch: Words = {
  zh: {
    'reason.already-ordered': '这次调动已经下达', 'reason.round-over': '这个轮次已经结束', 'reason.same-area': '两边是同一个地段', 'reason.seat-elsewhere': '座位不在调入的地段', 'reason.person-elsewhere': '有人不属于调出的地段', 'reason.seat-twice': '同一座位或同一人出现两次', 'reason.not-due': '已经落实',
    'state.ordered': '已下达', 'state.carried-out': '已落实',
    'why.short-there': '那边 {seats} 个座位缺 {open} 个', 'why.free-here': '这边有 {people} 人空闲', 'why.enough-here': '原岗位还留 {left}/{seats} 人', 'why.near': '平均离家 {metres} 米', 'why.skill': '有技能:{skill}',
  },
  en: {
    'reason.already-ordered': 'This move was ordered already', 'reason.round-over': 'This round is over', 'reason.same-area': 'Both ends are one area', 'reason.seat-elsewhere': 'A seat lies outside the area they go to', 'reason.person-elsewhere': 'Somebody does not belong to the area they come from', 'reason.seat-twice': 'A seat or person appears twice', 'reason.not-due': 'Carried out already',
    'state.ordered': 'Ordered', 'state.carried-out': 'Carried out',
    'why.short-there': '{open} of {seats} seats are open there', 'why.free-here': '{people} {people:person is|people are} free here', 'why.enough-here': 'their post keeps {left} of {seats}', 'why.near': '{metres} m from home on average', 'why.skill': 'has the skill {skill}',
  },
}
