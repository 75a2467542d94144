// The board of one muster: who was called and where each stands, seats by need, and the code that the leader's screen
// shows.
import { z } from 'zod'
import type { Id } from '#domain/kernel/ids.ts'
import { seatsFilled } from '#domain/muster/seats.ts'
import { question, type Tx, type VaultReader } from '#journal/view.ts'
import { boardAnswer, codeAnswer, type BoardAnswer, type BoardPerson } from './shapes.ts'
import { findMusterRows, musterColumns, showMusters, type Muster } from './views/musters.ts'
import { codeStepSeconds } from '#domain/muster/terms.ts'
import { codesFrom } from './codes.ts'
import { findAsked } from './rates.ts'

const ofMuster = z.strictObject({ muster: z.string().max(40) })

type CallRow = Omit<BoardPerson, 'name' | 'phone' | 'home' | 'dueAt'> & { lng: number | null; lat: number | null }

/** People the board shows; the largest muster calls no more. */
const peopleMax = 10_000

async function findPeople(tx: Tx, tenant: string, muster: Id, now: number, vault: VaultReader): Promise<BoardPerson[]> {
  const { rows } = await tx.query<CallRow>(
    `select c.person, c.state, c.state = 'called' and c.answer_by <= $3 as silent, c.seated, c.willing, c.wave,
       c.reasons, c.skills, c.minutes, c.called_at as "calledAt", c.answer_by as "answerBy",
       c.answered_at as "answeredAt", c.arrived_at as "arrivedAt", c.evidence, c.late_seconds as "lateSeconds",
       c.left_at as "leftAt", c.reached, h.lng, h.lat, u.name as "unitName"
     from calls c
     left join hands h on h.tenant = c.tenant and h.person = c.person
     left join units u on u.tenant = h.tenant and u.unit = h.unit
     where c.tenant = $1 and c.muster = $2
     order by c.wave, c.person
     limit ${peopleMax}`,
    [tenant, muster, now],
  )
  const bodies = await vault.open<{ name: string; phone?: string }>(
    tx,
    'person',
    rows.map((row) => row.person),
  )
  return rows.map(({ lng, lat, ...row }) => ({
    ...row,
    name: bodies.get(row.person)?.name ?? '',
    phone: bodies.get(row.person)?.phone ?? null,
    home: lng === null || lat === null ? null : [lng, lat],
    dueAt:
      row.state === 'coming' && row.minutes !== null && row.answeredAt !== null
        ? row.answeredAt + row.minutes * 60_000
        : null,
  }))
}

const board = question({
  name: 'muster-board',
  summary: {
    zh: '一次集结的看板：名单与状态、席位、时间',
    en: 'The board of one muster: people and their states, seats, times',
  },
  params: ofMuster,
  answer: boardAnswer,
  // Names and phones of those called: not for administrators, who see the list of musters only.
  may: { roles: ['gridWorker', 'officer', 'dispatcher', 'supervisor'], narrowed: true },
  target: () => ({}),
  shows: ({ people, leader }) => ({ persons: [...people, ...(leader ? [leader] : [])].map(({ person }) => person) }),
  async ask(tx, params, { actor, now, vault }): Promise<BoardAnswer | undefined> {
    const { muster } = params
    const [row] = await findMusterRows(tx, actor.tenant, now, { muster }, 1)
    if (!row) return undefined
    const { seated } = await findAsked(tx, actor.tenant, muster, now)
    const filled = seatsFilled(row.needs, seated)
    const leader =
      row.leader === null
        ? null
        : {
            person: row.leader,
            name: (await vault.open<{ name: string }>(tx, 'person', [row.leader])).get(row.leader)?.name ?? '',
          }
    const [shown] = await showMusters(tx, vault, [row])
    return {
      muster: shown,
      answerMinutes: row.answerMinutes,
      escalateMinutes: row.escalateMinutes,
      waves: row.waves,
      leader,
      seats: row.needs.map((need, i) => ({ ...need, filled: filled[i] })),
      people: await findPeople(tx, actor.tenant, muster, now, vault),
      escalatesAt: row.escalatesAt,
    }
  },
})

const code = question({
  name: 'muster-code',
  summary: {
    zh: '集结到位码：当前与随后十分钟的动态码，供负责人的屏幕显示',
    en: 'The codes of arrival, now and for ten minutes: for the leader’s screen',
  },
  params: ofMuster,
  answer: codeAnswer,
  may: { roles: ['gridWorker', 'officer', 'dispatcher'], narrowed: true },
  target: () => ({}),
  shows: 'nobody',
  async ask(tx, params, { actor, now, vault }) {
    const { rows } = await tx.query<Muster & Record<string, unknown>>(
      `select ${musterColumns} from musters m where m.tenant = $1 and m.muster = $2 and m.phase <> 'over'`,
      [actor.tenant, params.muster],
    )
    if (rows.length === 0) return undefined
    const secret = (await vault.open<{ secret?: string }>(tx, 'text', [rows[0].what])).get(rows[0].what)?.secret
    return secret === undefined ? undefined : { stepSeconds: codeStepSeconds, codes: codesFrom(secret, now) }
  },
})

export const questions = [board, code] as const
