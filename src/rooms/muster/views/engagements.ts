// Who is promised to which muster. The key says it: one person, one muster. Drills promise nobody and do not come here.
import type { Id } from '#domain/kernel/ids.ts'
import { idOf } from '#domain/kernel/stream.ts'
import type { MusterEvent } from '#domain/muster/commands.ts'
import { viewOf } from '#journal/view.ts'

export const view = viewOf<MusterEvent>({
  name: 'engagements',
  version: 1,
  table: `create table engagements (
      tenant text not null, person text not null, muster text not null, since double precision not null,
      primary key (tenant, person), unique (person, muster, tenant)
    );
    create index engagements_muster on engagements (muster);`,
  visible: { person: 'person' },
  on: ['call-answered', 'person-arrived', 'person-left', 'person-absent', 'stood-down'],
  async feed(tx, events) {
    // What the batch leaves of each person: engaged there, or free of that muster.
    const engaged = new Map<string, { tenant: string; person: Id; muster: Id; since: number }>()
    const freed = new Map<string, { tenant: string; person: Id; muster: Id }>()
    const put = async () => {
      for (const tenant of new Set([...engaged.values(), ...freed.values()].map((row) => row.tenant))) {
        const go = [...freed.values()].filter((row) => row.tenant === tenant)
        if (go.length > 0)
          await tx.query(
            `delete from engagements e
             using unnest($2::text[], $3::text[]) as f (person, muster)
             where e.tenant = $1 and e.person = f.person and e.muster = f.muster`,
            [tenant, go.map((row) => row.person), go.map((row) => row.muster)],
          )
        const come = [...engaged.values()].filter((row) => row.tenant === tenant)
        // Engaged there already: nothing to do. Engaged elsewhere: the key stops the whole transaction, for that is a
        // defect.
        if (come.length > 0)
          await tx.query(
            `insert into engagements (tenant, person, muster, since)
             select $1, person, muster, since
             from unnest($2::text[], $3::text[], $4::float8[]) as c (person, muster, since)
             on conflict (person, muster, tenant) do nothing`,
            [tenant, come.map((row) => row.person), come.map((row) => row.muster), come.map((row) => row.since)],
          )
      }
      engaged.clear()
      freed.clear()
    }
    for (const { tenant, stream, event } of events) {
      if (('drill' in event && event.drill) || ('after' in event && event.after)) continue
      const muster = idOf(stream)
      if (event.type === 'stood-down') {
        await put()
        await tx.query('delete from engagements where tenant = $1 and muster = $2', [tenant, muster])
        continue
      }
      if (
        event.type !== 'call-answered' &&
        event.type !== 'person-arrived' &&
        event.type !== 'person-left' &&
        event.type !== 'person-absent'
      )
        continue
      const key = `${muster} ${event.person}`
      const holds = event.type === 'person-arrived' || (event.type === 'call-answered' && event.seated)
      if (holds) {
        // Since the first time, unless freed between: the row then goes and comes anew.
        if (!engaged.has(key)) engaged.set(key, { tenant, person: event.person, muster, since: event.at })
      } else {
        engaged.delete(key)
        freed.set(key, { tenant, person: event.person, muster })
      }
    }
    await put()
  },
})
