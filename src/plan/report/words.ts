// What the reports of teams and repair say, in both languages.
import type { Said } from '#words/languages.ts'

export const openReasons: Record<string, Said> = {
  'nobody-can': { zh: '没有人能担任（技能或路程不符）', en: 'nobody can fill it (skill or way)' },
  'too-dear': { zh: '最近的人也比空席费用高', en: 'even the cheapest costs more than leaving it open' },
  'unit-exhausted': { zh: '合适的人所在单位已达上限', en: 'the best candidate’s unit has sent all it may' },
  'needed-elsewhere': { zh: '合适的人在别处更需要', en: 'the best candidate is needed more elsewhere' },
}

export const teamsWords = {
  title: { zh: '1+k 小队编组', en: '1+k teams' },
  overview: { zh: '一览', en: 'At a glance' },
  teams: { zh: '小队', en: 'teams' },
  seats: { zh: '席位', en: 'seats' },
  filled: { zh: '已到位', en: 'filled' },
  open: { zh: '空席', en: 'open' },
  people: { zh: '可用人数', en: 'people on the list' },
  cost: { zh: '总费用', en: 'total cost' },
  proof: { zh: '证明', en: 'proof' },
  proven: { zh: '已证明最优', en: 'proven optimal' },
  unproven: (gap: number): Said => ({
    zh: `与下界相差 ${(gap * 100).toFixed(2)} %`,
    en: `within ${(gap * 100).toFixed(2)} % of the bound`,
  }),
  map: { zh: '地图：小队与来路', en: 'Map: teams and where their people come from' },
  mapNote: {
    zh: '蓝点满员，红点缺人；细线为志愿者住处到网格',
    en: 'blue: full, red: short; thin lines lead from home to grid',
  },
  load: { zh: '路程费用分布（按席位）', en: 'Costs of seats' },
  shortTeams: { zh: '空席与原因', en: 'Open seats and why' },
  units: { zh: '单位出人', en: 'People by unit' },
  list: {
    zh: '每个席位：为什么是他，没有他会怎样',
    en: 'Every seat: why this person, and what losing them would cost',
  },
  grid: { zh: '网格', en: 'grid' },
  seat: { zh: '席位', en: 'seat' },
  volunteer: { zh: '志愿者', en: 'volunteer' },
  why: { zh: '原因', en: 'why' },
  chosen: (cost: number, next: string | null, extra: number): Said =>
    next === null
      ? {
          zh: `费用 ${cost}；若不来则空席，多 ${extra}`,
          en: `costs ${cost}; without them the seat stays open: ${extra} more`,
        }
      : {
          zh: `费用 ${cost}；若不来由 ${next} 补上，多 ${extra}`,
          en: `costs ${cost}; without them ${next} steps in: ${extra} more`,
        },
} as const

export const repairWords = {
  title: { zh: '缺员补位', en: 'Repair after no-shows' },
  absent: { zh: '缺席', en: 'absent' },
  moved: { zh: '调动', en: 'moved' },
  called: { zh: '新召', en: 'called' },
  stayed: { zh: '原地不动', en: 'stayed' },
  moves: { zh: '谁动，从哪到哪', en: 'Who moves, from where to where' },
  nobodyMoves: { zh: '不需要调动任何在岗的人', en: 'nobody on duty has to move' },
  whoIsCalled: { zh: '新召的人', en: 'Who is called' },
  proofTitle: { zh: '为什么不必再动别人', en: 'Why nobody else has to move' },
  proof: (moveCost: number, cost: number, moved: number): Said => ({
    zh:
      `每调动一人计 ${moveCost}。本方案费用 ${cost}，调动 ${moved} 人，合计已由证明的下界确认为最小：再少动一人，` +
      `费用至少多 ${moveCost}；再多动一人，省下的不足 ${moveCost}。可用 muster plan check 复核。`,
    en:
      `Each move counts ${moveCost}. This plan costs ${cost} and moves ${moved}; the sum equals a proven lower ` +
      `bound: one move fewer would cost at least ${moveCost} more, one move more would save no more than ` +
      `${moveCost}. muster plan check re-proves it.`,
  }),
  front: { zh: '调动人数与费用的前沿', en: 'The front of moves against cost' },
  before: { zh: '原席位', en: 'before' },
  now: { zh: '现席位', en: 'now' },
  home: { zh: '送回', en: 'sent home' },
} as const
