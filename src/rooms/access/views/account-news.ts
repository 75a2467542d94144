// What a person is told about their own account: a log-in link that another made, a password or second factor set, a
// name or phone that another changed; and how word of it went.
import { z } from 'zod'
import type { AccessEvent } from '#domain/access/commands.ts'
import { accountNews, type AccountNews } from '#domain/access/terms.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { idOf } from '#domain/kernel/stream.ts'
import type { RegistryEvent } from '#domain/registry/commands.ts'
import { byTenant, question, type Recorded, type Tx, type View } from '#journal/view.ts'

type Told = Extract<AccessEvent, { type: 'account-told' }>

/** What an event is to its person; what they did themselves is told where a thief would do it in their name. */
function newsOf({ event, by, stream }: Recorded<AccessEvent | RegistryEvent>): AccountNews | undefined {
  const own = idOf(stream) === by
  switch (event.type) {
    case 'link-offered':
      return own ? undefined : 'link'
    case 'password-set':
      return 'password'
    case 'second-factor-confirmed':
    case 'second-factor-dropped':
      return 'factor'
    case 'person-changed':
      return event.sealed && !own ? 'contact' : undefined
    default:
      return undefined
  }
}

async function write(tx: Tx, tenant: string, events: readonly Recorded<AccessEvent | RegistryEvent>[]): Promise<void> {
  const rows = events.flatMap((one) => {
    const about = newsOf(one)
    return about ? [{ ...one, about, account: idOf(one.stream) }] : []
  })
  if (rows.length > 0)
    await tx.query(
      `insert into account_news (tenant, account, command, about, at, by)
       select $1, *
       from unnest($2::text[], $3::text[], $4::text[], $5::bigint[], $6::text[])
       on conflict do nothing`,
      [
        tenant,
        rows.map((row) => row.account),
        rows.map((row) => row.command),
        rows.map((row) => row.about),
        rows.map((row) => row.at),
        rows.map((row) => row.by),
      ],
    )
  const told = events.flatMap(({ stream, event }) =>
    event.type === 'account-told'
      ? event.news.map((command) => ({ account: idOf(stream), command, event: event as Told }))
      : [],
  )
  if (told.length > 0)
    await tx.query(
      `update account_news n
       set told = c.told::jsonb
       from unnest($2::text[], $3::text[], $4::text[]) as c (account, command, told)
       where n.tenant = $1 and n.account = c.account and n.command = c.command`,
      [
        tenant,
        told.map((one) => one.account),
        told.map((one) => one.command),
        told.map((one) => JSON.stringify(one.event.reached)),
      ],
    )
}

export const view: View = {
  name: 'account_news',
  version: 1,
  table: `create table account_news (
      tenant text not null, account text not null, command text not null, about text not null, at bigint not null,
      by text not null, told jsonb, primary key (tenant, account, command, about)
    );
    create index account_news_untold on account_news (at) where told is null;`,
  visible: { person: 'account' },
  on: [
    'link-offered',
    'password-set',
    'second-factor-confirmed',
    'second-factor-dropped',
    'account-told',
    'person-changed',
  ],
  async feed(tx, events) {
    for (const [tenant, own] of byTenant(events))
      await write(tx, tenant, own as Recorded<AccessEvent | RegistryEvent>[])
  },
}

/** Shown to the person so long. */
const shownMs = 30 * 86_400_000
const shownMax = 20

const mine = question({
  name: 'account-news',
  summary: {
    zh: '我的账号三十天内的变动：谁给了登录链接，密码、第二因素、姓名电话何时变过',
    en: 'What happened to my account in thirty days: links made, password, second factor, name or phone changed',
  },
  params: z.strictObject({}),
  answer: z.object({
    rows: z.array(z.object({ about: z.enum(accountNews), at: z.number(), own: z.boolean() })),
  }),
  may: { roles: [], self: true },
  target: (_params, actor) => ({ person: actor.person }),
  shows: 'oneself',
  async ask(tx, _params, { actor, now }) {
    const { rows } = await tx.query<{ about: AccountNews; at: number; by: Id }>(
      `select about, at::float8 as at, by
       from account_news
       where tenant = $1 and account = $2 and at > $3
       order by account_news.at desc
       limit ${shownMax}`,
      [actor.tenant, actor.person, now - shownMs],
    )
    return { rows: rows.map(({ about, at, by }) => ({ about, at, own: by === actor.account })) }
  },
})

export const questions = [mine] as const
