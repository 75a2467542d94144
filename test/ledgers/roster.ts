// The ledger of the roster's tests: a round with a team and two posts, its people, and letters given one after another.
import assert from 'node:assert/strict'
import { uuid8 } from '#domain/kernel/ids.ts'
import { roster } from '#domain/roster/roster.ts'
import type { PersonKnown, RosterFacts, RosterState } from '#domain/roster/state.ts'
import { reasons, seatOf } from '#domain/roster/terms.ts'
import { commands, type RosterCommand, type RosterEvent } from '#domain/roster/commands.ts'

export const id = (n: number) => uuid8(new Uint8Array(16).fill(n))
export const people = {
  chen: id(1),
  guo: id(2),
  wang: id(3),
  li: id(4),
  zhao: id(5),
  medic: id(6),
  sun: id(7),
  office: id(9),
} as const
export type Who = keyof typeof people
export const [grid, community, township, county] = ['140729100001-01', '140729100001', '140729100', '140729']
export const hour = 3_600_000
export const dawn = 20 * 24 * hour
export const [team, order, tests, late] = [id(20), id(21), id(22), id(23)]

export const facts: RosterFacts = {
  round: {
    area: township,
    state: 'published',
    starts: dawn,
    ends: dawn + 12 * hour,
    teams: { followers: 3, skills: ['medic'] },
  },
  posts: new Map([
    [order, { area: community, starts: dawn, ends: dawn + 6 * hour, number: 2 }],
    [tests, { area: community, skill: 'medic', starts: dawn, ends: dawn + 6 * hour, number: 1 }],
    [late, { area: community, starts: dawn + 6 * hour, ends: dawn + 12 * hour, number: 1 }],
  ]),
  persons: new Map(
    Object.entries(people).map(([who, person]): [string, PersonKnown] => [
      person,
      { active: who !== 'sun', skills: who === 'medic' ? ['medic'] : [], busy: [] },
    ]),
  ),
}
export const sits = (seat: string, who: Who) => ({
  seat,
  person: people[who],
  reasons: [{ why: 'near' as const, metres: 300 }],
})
export const plan = (seats: readonly ReturnType<typeof sits>[], teams = [{ team, grid }]): RosterCommand => ({
  type: 'accept-plan',
  area: community,
  teams,
  seats: [...seats],
})
/** Chen leads, the medic and Guo follow, one follower is lacking; Wang and Li keep order. */
export const first = plan([
  sits(seatOf(team, 0), 'chen'),
  sits(seatOf(team, 1), 'medic'),
  sits(seatOf(team, 2), 'guo'),
  sits(seatOf(order, 0), 'wang'),
  sits(seatOf(order, 1), 'li'),
])

export interface Letter {
  who?: Who
  now?: number
  facts?: Partial<RosterFacts>
  say: RosterCommand
  swap?: number
}

/** Gives letters to one roster, one after another; answers a line for each. `now` in hours after dawn. */
export function ledger(letters: readonly Letter[]): {
  lines: string[]
  state: RosterState
  events: RosterEvent[]
  answers: unknown[]
} {
  let state = roster.initial(`roster/${id(50)}`)
  const events: RosterEvent[] = []
  const answers: unknown[] = []
  const lines = letters.map(({ who = 'office', now = -12, facts: other, say, swap = 60 }) => {
    const command = commands.parse(say)
    const known = { ...facts, self: people[who], ...other }
    const answer = roster.decide(state, command, known, {
      actor: { tenant: county, account: people[who], person: people[who], grants: [] },
      now: dawn + now * hour,
      at: dawn + now * hour,
      id: id(swap),
    })
    answers.push('refused' in answer ? answer.detail : answer.answer)
    if ('refused' in answer) {
      assert.ok(reasons.includes(answer.refused))
      return `${who} ${command.type}: no, ${answer.refused}`
    }
    for (const event of answer.events) state = roster.evolve(state, event)
    events.push(...answer.events)
    for (const [seat, held] of state.seats) assert.ok(state.byPerson.get(held.person)!.includes(seat))
    for (const [person, seats] of state.byPerson)
      assert.ok(seats.every((seat) => state.seats.get(seat)?.person === person))
    return `${who} ${command.type}: ${answer.events.map((event) => event.type).join(', ')}`
  })
  return { lines, state, events, answers }
}
export const holder = (state: RosterState, seat: string) =>
  (Object.entries(people).find(([, person]) => person === state.seats.get(seat)?.person) ?? ['-'])[0]
