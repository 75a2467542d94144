// What a muster came to, and how quickly and how many of an area come: the summary afterwards, and figures for the wall
// that hide groups under ten.
import { codeLength } from '#domain/kernel/area.ts'
import { z } from 'zod'
import { answers, evidences } from '#domain/muster/terms.ts'
import type { Instant } from '#domain/kernel/envelope.ts'
import { groupMin } from '#domain/kernel/hide.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { question, type Tx } from '#journal/view.ts'
import {
  participationAnswer,
  responseAnswer,
  summaryAnswer,
  type ResponseAnswer,
  type SummaryAnswer,
} from './shapes.ts'
import { findMusterRows, runners, showMusters } from './views/musters.ts'
import { timeZone } from '#domain/kernel/zone.ts'

interface Times {
  readonly p: readonly [number, number] | null
  readonly of: number
}
/** Median and 90th percentile in minutes, rounded to a tenth. */
const times = ({ p, of }: Times, least = 1) =>
  p === null || of < least ? null : { median: Math.round(p[0] * 10) / 10, p90: Math.round(p[1] * 10) / 10, of }
const timesOf = (what: string) =>
  `jsonb_build_object(
     'p',
     to_jsonb(
       percentile_cont(array[0.5, 0.9]) within group (order by (${what} - c.called_at) / 60000) filter (
         where ${what} is not null
       )
     ),
     'of', count(${what})
   )`

async function summarise(tx: Tx, tenant: string, muster: Id, now: Instant) {
  const {
    rows: [row],
  } = await tx.query<{
    answer: Times
    arrival: Times
    idle: number
    served: number
    byAnswer: Record<string, number>
    byEvidence: Record<string, number>
  }>(
    `select ${timesOf('c.first_answered_at')} as answer, ${timesOf('c.arrived_at')} as arrival,
       coalesce(
         sum(
           case when c.arrived_at is null then 0
             else greatest(
               0,
               least(coalesce(c.left_at, $3), case when c.seated then c.starts else 'infinity'::float8 end) -
                 c.arrived_at
             ) / 60000
             end
         ),
         0
       )::float8 as idle,
       coalesce(sum(c.served_minutes), 0)::int as served,
       (
         select coalesce(jsonb_object_agg(answer, n), '{}')
         from (
           select answer, count(*) as n
           from calls
           where tenant = $1 and muster = $2 and answer is not null
           group by answer
         ) a
       ) as "byAnswer",
       (
         select coalesce(jsonb_object_agg(evidence, n), '{}')
         from (
           select evidence, count(*) as n
           from calls
           where tenant = $1 and muster = $2 and evidence is not null
           group by evidence
         ) e
       ) as "byEvidence"
     from calls c
     where c.tenant = $1 and c.muster = $2`,
    [tenant, muster, now],
  )
  const { rows: waves } = await tx.query<{ wave: number; at: number; called: number; came: number }>(
    `select wave, min(called_at) as at, count(*)::int as called,
       (count(*) filter (where arrived_at is not null))::int as came
     from calls
     where tenant = $1 and muster = $2
     group by wave
     order by wave`,
    [tenant, muster],
  )
  return { ...row, waves }
}

const summary = question({
  name: 'muster-summary',
  summary: {
    zh: '集结小结：召集、应答、到位人数，中位与九成用时，等候分钟',
    en: 'What a muster came to: called, answered, arrived, median and 90th percentile times, idle minutes',
  },
  params: z.strictObject({ muster: z.string().max(40) }),
  answer: summaryAnswer,
  may: { roles: runners, narrowed: true },
  target: () => ({}),
  shows: 'nobody',
  async ask(tx, params, { actor, now, vault }): Promise<SummaryAnswer | undefined> {
    const { muster } = params
    const [row] = await findMusterRows(tx, actor.tenant, now, { muster }, 1)
    if (!row) return undefined
    const found = await summarise(tx, actor.tenant, muster, now)
    const [shown] = await showMusters(tx, vault, [row])
    return {
      muster: shown,
      counts: row.counts,
      answerMinutes: times(found.answer),
      arrivalMinutes: times(found.arrival),
      minutesToFilled: row.filledAt === null ? null : Math.round((row.filledAt - row.blownAt) / 6_000) / 10,
      idleMinutes: Math.round(found.idle),
      servedMinutes: found.served,
      waves: found.waves,
      escalations: [...row.escalations],
      byAnswer: Object.fromEntries(
        answers.map((answer) => [answer, found.byAnswer[answer] ?? 0]),
      ) as SummaryAnswer['byAnswer'],
      byEvidence: Object.fromEntries(
        evidences.map((evidence) => [evidence, found.byEvidence[evidence] ?? 0]),
      ) as SummaryAnswer['byEvidence'],
    }
  },
})

const figureParams = z.strictObject({
  within: z.string().max(25).optional(),
  days: z.coerce.number().int().min(1).max(90).optional(),
})
const hidden = (n: number) => (n < groupMin ? null : n)

const response = question({
  name: 'response-figures',
  summary: {
    zh: '应答与到位用时（中位、九成），按时段、按区域；不足十人的不显示',
    en: 'Times to answer and to arrive (median, 90th percentile), by hour and area; groups under ten are hidden',
  },
  params: figureParams,
  answer: responseAnswer,
  may: { roles: runners, narrowed: true },
  target: () => ({}),
  shows: 'nobody',
  async ask(tx, params, { actor, now }): Promise<ResponseAnswer> {
    const { within, days = 7 } = params
    const { rows } = await tx.query<{
      hour: number | null
      area: string | null
      answer: Times
      arrival: Times
      called: number
      came: number
    }>(
      `select hour, township as area, ${timesOf('c.first_answered_at')} as answer,
         ${timesOf('c.arrived_at')} as arrival, count(*)::int as called, (count(c.arrived_at))::int as came
       from (
         select *, extract(hour from to_timestamp(called_at / 1000) at time zone '${timeZone}')::int as hour,
           left(area, ${codeLength.township}) as township
         from calls
         where tenant = $1 and not drill and called_at > $2 and ($3::text is null or area >= $3 and area < $3 || '~')
       ) c
       group by grouping sets ((), (hour), (township))`,
      [actor.tenant, now - days * 86_400_000, within ?? null],
    )
    const whole = rows.find((row) => row.hour === null && row.area === null)
    return {
      answerMinutes: whole ? times(whole.answer, groupMin) : null,
      arrivalMinutes: whole ? times(whole.arrival, groupMin) : null,
      byHour: rows
        .filter((row) => row.hour !== null)
        .sort((a, b) => a.hour! - b.hour!)
        .map((row) => ({ hour: row.hour!, called: hidden(row.called), answerMinutes: times(row.answer, groupMin) })),
      byArea: rows
        .filter((row) => row.area !== null)
        .sort((a, b) => (a.area! < b.area! ? -1 : 1))
        .map((row) => ({
          area: row.area!,
          called: hidden(row.called),
          came: hidden(row.came),
          answerMinutes: times(row.answer, groupMin),
        })),
    }
  },
})

const participation = question({
  name: 'participation',
  summary: {
    zh: '参与：可召集的人中，多少人被召集过、服务过、服务了多少小时',
    en: 'Participation: of those who may be called, how many were called, served, and for how many hours',
  },
  params: z.strictObject({ within: z.string().max(25).optional() }),
  answer: participationAnswer,
  may: { roles: runners, narrowed: true },
  target: () => ({}),
  shows: 'nobody',
  async ask(tx, params, { actor }) {
    const { within } = params
    const {
      rows: [row],
    } = await tx.query<{ people: number; served: number; called: number; hours: number }>(
      `select count(*)::int as people, (count(*) filter (where times_served > 0))::int as served,
         coalesce(sum(served_minutes), 0)::float8 / 60 as hours, count(c.person)::int as called
       from hands h
       left join (select distinct person from calls where tenant = $1 and not drill) c on c.person = h.person
       where h.tenant = $1 and h.active and ($2::text is null or h.home >= $2 and h.home < $2 || '~')`,
      [actor.tenant, within ?? null],
    )
    return {
      people: row.people,
      served: hidden(row.served),
      called: hidden(row.called),
      hours: row.served < groupMin ? null : Math.round(row.hours),
    }
  },
})

export const questions = [summary, response, participation] as const
