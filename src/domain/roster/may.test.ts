// Who may give the roster's commands: each community plans its own, a grid worker notes its own, a leader their own
// team, a volunteer themselves.
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { allowed, type Actor, type Role } from '../kernel/actor.ts'
import { uuid8 } from '../kernel/ids.ts'
import { roster } from './roster.ts'
import { seatOf, type Seat } from './terms.ts'
import type { RosterCommand, RosterEvent } from './commands.ts'
import type { RosterFacts } from './state.ts'

const id = (n: number) => uuid8(new Uint8Array(16).fill(n))
const people = { chen: id(1), guo: id(2), wang: id(3), li: id(4) } as const
type Who = keyof typeof people
const [grid, community, township, county] = ['140729100001-01', '140729100001', '140729100', '140729']
const hours = { starts: 0, ends: 12 * 3_600_000 }
const [team, order] = [id(20), id(21)]

const facts: RosterFacts = {
  round: { area: township, state: 'published', ...hours, teams: { followers: 3, skills: [] } },
  posts: new Map([[order, { area: community, ...hours, number: 2 }]]),
}
const sits = (seat: string, who: Who, kind: Seat['kind'], area: string): Seat => ({
  seat,
  person: people[who],
  kind,
  area,
  state: 'proposed',
  ...hours,
  reasons: [],
})
/** Chen leads, Guo follows; Wang keeps order. */
const told: readonly RosterEvent[] = [
  { type: 'teams-formed', teams: [{ team, grid }], at: 0 },
  {
    type: 'people-seated',
    seats: [
      sits(seatOf(team, 0), 'chen', 'team', grid),
      sits(seatOf(team, 2), 'guo', 'team', grid),
      sits(seatOf(order, 0), 'wang', 'post', community),
    ],
    cause: 'plan',
    at: 0,
  },
]
const plan: RosterCommand = { type: 'accept-plan', area: community, teams: [{ team, grid }], seats: [] }

test('each community plans its own, a grid worker notes theirs, a leader their team, a volunteer themselves', () => {
  const state = told.reduce(roster.evolve, roster.initial(`roster/${id(50)}`))
  const tried = (command: RosterCommand, roles: readonly (readonly [Role, string])[], person?: Who) => {
    const actor: Actor = {
      tenant: county,
      account: id(200),
      ...(person && { person: people[person] }),
      grants: roles.map(([role, area]) => ({ role, area })),
    }
    const target = roster.target(state, command, { ...facts, ...(person && { self: people[person] }) }, '')
    return target !== undefined && allowed(roster.may[command.type], actor, target)
  }
  const absent: RosterCommand = { type: 'mark-absent', seats: [seatOf(team, 2)] }
  assert.deepEqual(
    [
      tried(plan, [['officer', community]]),
      tried(plan, [['officer', '140729100002']]),
      tried({ ...plan, area: county } as RosterCommand, [['dispatcher', county]]),
    ],
    [true, false, false],
  )
  assert.deepEqual(
    [
      tried(absent, [['gridWorker', grid]]),
      tried(absent, [['gridWorker', `${community}-02`]]),
      tried(absent, [], 'chen'),
      tried(absent, [], 'guo'),
      tried({ type: 'mark-absent', seats: [seatOf(order, 0)] }, [], 'chen'),
    ],
    [true, false, true, false, false],
  )
  assert.deepEqual(
    [
      tried({ type: 'decline', seat: seatOf(team, 2) }, [], 'wang'),
      tried({ type: 'decline', seat: seatOf(team, 2) }, [['dispatcher', county]]),
      tried({ type: 'move-people', move: id(1), seats: [{ seat: seatOf(team, 2), person: people.li, reasons: [] }] }, [
        ['dispatcher', county],
      ]),
    ],
    [true, false, false],
  )
  assert.equal(roster.target(state, plan, {}, ''), undefined, 'without a round there is nothing')
})
