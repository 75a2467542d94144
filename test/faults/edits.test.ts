// A thousand edits of the database by its own administrator, drawn from a seed: a value changed, a row taken away, a
// row put in, two rows exchanged; in everything that holds what was decided, answered, sealed, looked at, logged or
// shown. `muster verify` finds each of them. Each is made within a savepoint and proved by the part of the proof that
// reads its table; some are left standing and found by the whole proof, as the command gives it.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import pg from 'pg'
import { starters } from '#domain/operation/starters.ts'
import { seatOf } from '#domain/roster/terms.ts'
import { Beside, compareView } from '#journal/beside.ts'
import { proveLog } from '#journal/log/verify.ts'
import { proveReceipts } from '#journal/receipts.ts'
import { proveSealed } from '#journal/sealed.ts'
import { Vault } from '#journal/vault.ts'
import { proveJournal } from '#journal/verify.ts'
import { prove, proveAccessLogs } from '#server/proof.ts'
import { views } from '#rooms/all.ts'
import { Chance } from '../../src/demo/chance.ts'
import { community, county, openHouse, populate, settle, until, type TestHouse } from '#test/house.ts'
import { seedOf } from '#test/seed.ts'

const edits = Number(process.env.MUSTER_EDITS ?? 1_000)
const seed = seedOf(20221012)
const hour = 3_600_000
/** Draws for one edit. */
const drawsMax = 200
/**
 * Earlier keys serve data that is older than the newest key, and are let go one by one: a key put in is seen, one taken
 * out is not.
 */
const lengthened = new Set(['earlier'])
let house: TestHouse
let owner: pg.Client

/**
 * A day's worth of everything: people, a muster, a round with its roster and samples, records of service, a notice,
 * looks.
 */
async function live(): Promise<void> {
  await settle(house)
  const people = await populate(house, 30)
  const [muster, operation, round, point, post, notice] = Array.from({ length: 6 }, house.newId)
  const officer = await house.as('officer')
  const second = await house.as('officer')
  const dispatcher = await house.as({ role: 'dispatcher', area: county })
  const dawn = house.now() + 60_000
  await officer.give([
    'muster',
    `muster/${muster}`,
    {
      type: 'blow-whistle',
      what: '搬物资',
      label: '东门',
      area: community,
      place: [111.77, 36.85],
      needs: [{ people: 5 }],
      from: house.now(),
      until: house.now() + 3 * hour,
      drill: false,
      answerMinutes: 10,
      escalateMinutes: 20,
      waves: 'by-hand',
      people: people.slice(0, 8),
    },
  ])
  for (const person of people.slice(0, 5))
    await (
      await house.logIn(person)
    ).give(['muster', `muster/${muster}`, { type: 'answer-call', answer: 'coming', minutes: 5 }])
  for (const person of people.slice(0, 4))
    await officer.give(['muster', `muster/${muster}`, { type: 'mark-arrived', person }])
  const on = (command: { type: string } & Record<string, unknown>) => ['operation', `round/${round}`, command] as const
  await house.given(
    [
      'operation',
      `operation/${operation}`,
      { type: 'open-operation', template: [...starters][0][0], area: county, name: '十月采样' },
    ],
    on({ type: 'draft-round', operation, area: county, starts: dawn }),
    on({
      type: 'put-points',
      points: [{ point, area: community, name: '北门', place: [111.77, 36.85], lanes: 2, open: true }],
    }),
    on({
      type: 'put-posts',
      posts: [{ post, point, area: community, duty: 'order', starts: dawn, ends: dawn + 6 * hour, number: 6 }],
    }),
    on({ type: 'publish-round' }),
  )
  await dispatcher.give([
    'roster',
    `roster/${round}`,
    {
      type: 'accept-plan',
      area: county,
      teams: [],
      seats: people
        .slice(10, 16)
        .map((person, n) => ({ seat: seatOf(post, n), person, reasons: [{ why: 'near', metres: 200 }] })),
    },
  ])
  await house.pass(2 * 60_000)
  for (const person of people.slice(10, 14))
    await officer.give(['point', `attendance/${round}.${person}`, { type: 'mark-signed-in', place: point }])
  const device = house.newId()
  const [issued] = await officer.give([
    'point',
    `point/${round}.${point}`,
    { type: 'issue-numbers', device, count: 100 },
  ])
  const first = (issued as { answer?: { first?: number } }).answer?.first ?? 1
  await officer.give([
    'point',
    `point/${round}.${point}`,
    {
      type: 'register',
      device,
      lane: 1,
      from: house.now(),
      tubes: [['T0001', 10]],
      people: Array.from({ length: 10 }, (_, n) => [first + n, 0, house.newId(), n, '']),
    },
  ])
  await house.pass(hour)
  await officer.give(['muster', `muster/${muster}`, { type: 'stand-down' }])
  for (const person of people.slice(10, 14))
    await officer.give(['point', `attendance/${round}.${person}`, { type: 'mark-signed-out' }])
  await officer.give([
    'notice',
    `notice/${notice}`,
    {
      type: 'send-notice',
      title: '通知',
      text: '请报到',
      area: community,
      to: 'persons',
      recipients: people.slice(0, 5),
      signBy: house.now() + hour,
    },
  ])
  await house.pass(0)
  await until(
    async () => (await house.sql<{ n: number }>('select count(*)::int as n from entries'))[0].n >= 8,
    'the hours are written down',
  )
  for (const { entry } of await house.sql<{ entry: string }>('select entry from entries'))
    await second.give(['dossier', `entry/${entry}`, { type: 'confirm-entry', overlapping: true }])
  for (const view of ['persons', 'roster', 'entries']) await officer.ask(view, view === 'roster' ? { round } : {})
}

before(async () => {
  house = await openHouse({ start: Date.UTC(2026, 9, 12, 4) })
  await live()
  owner = new pg.Client(house.database.owner)
  await owner.connect()
})
after(async () => {
  await owner?.end()
  await house?.stop()
})

interface Column {
  readonly name: string
  readonly type: string
  readonly nullable: boolean
}

async function columnsOf(table: string): Promise<Column[]> {
  const { rows } = await owner.query<Column>(
    `select attname as name, format_type(atttypid, atttypmod) as type, not attnotnull as nullable
     from pg_attribute
     where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''
     order by attnum`,
    [`public."${table}"`],
  )
  return rows
}

/**
 * Other values of the same type, as SQL over the row `t`: more, less, otherwise, nothing. What does not change the
 * value is drawn anew.
 */
function otherValues({ name, type, nullable }: Column, n: number): string[] {
  const column = `t."${name}"`
  const nothing = nullable ? ['null'] : []
  if (/^(integer|bigint|smallint|double precision|numeric)/.test(type))
    return [
      `coalesce(${column}, 0) + ${1 + (n % 7)}`,
      `coalesce(${column}, 0) - ${1 + (n % 7)}`,
      `-${column}`,
      ...nothing,
    ]
  if (type === 'boolean') return [`not coalesce(${column}, false)`, ...nothing]
  if (type === 'bytea')
    return [
      `case when coalesce(length(${column}), 0) = 0 then '\\x01'
         else set_byte(${column}, ${n} % length(${column}), (get_byte(${column}, ${n} % length(${column})) + 1) % 256)
         end`,
      `substring(${column} from 2)`,
      `coalesce(${column}, '') || '\\x00'::bytea`,
      ...nothing,
    ]
  if (type === 'json' || type === 'jsonb') {
    const key = `(
        select k
        from jsonb_object_keys(case jsonb_typeof(${column}::jsonb) when 'object' then ${column}::jsonb else '{}' end)
          k
        order by md5(k || '${n}')
        limit 1
      )`
    return [
      `(
         case
           when jsonb_typeof(coalesce(${column}::jsonb, '{}')) = 'object' then coalesce(${column}::jsonb, '{}') ||
             '{"edited": ${n}}'
           else jsonb_build_array(${column}::jsonb, ${n}) end
       )::${type}`,
      `(${column}::jsonb - ${key})::${type}`,
      `jsonb_set(${column}::jsonb, array[${key}], '${n}')::${type}`,
      ...nothing,
    ]
  }
  if (type.endsWith('[]'))
    return [
      `array_append(${column}, ${type === 'bytea[]' ? `'\\x01'::bytea` : `'${n}'::${type.slice(0, -2)}`})`,
      ...(lengthened.has(name) ? [] : [`trim_array(${column}, 1)`]),
      ...nothing,
    ]
  if (type === 'int8multirange')
    return [
      `coalesce(${column}, '{}') + '{[${n},${n + 1})}'::int8multirange`,
      `${column} - int8multirange(int8range(lower(${column}), lower(${column}) + 1))`,
      ...nothing,
    ]
  return [`coalesce(${column}, '') || 'x'`, `left(${column}, -1)`, `upper(${column})`, `''`, ...nothing]
}

/** What of each table is found, and by which part of the proof. Left out is what `muster verify --help` names. */
const kept: Readonly<
  Record<
    string,
    {
      readonly part: 'journal' | 'receipts' | 'sealed' | 'access' | 'log'
      readonly not?: readonly string[]
      readonly whole?: false
    }
  >
> = {
  journal: { part: 'journal' },
  heads: { part: 'journal', not: ['receipts'] },
  receipts: { part: 'receipts' },
  vault: { part: 'sealed' },
  keyring: { part: 'sealed' },
  access_log: { part: 'access' },
  access_log_ends: { part: 'access' },
  // A checkpoint taken away is missed by its witnesses; the instant beside it is nowhere signed.
  log_checkpoints: { part: 'log', not: ['at'], whole: false },
}

async function faultsOf(part: (typeof kept)[string]['part'] | 'view', table: string): Promise<number> {
  let n = 0
  const fault = () => {
    n += 1
  }
  if (part === 'journal') n += (await proveJournal(owner)).faultsTotal
  else if (part === 'receipts') await proveReceipts(owner, house.keys.receipts, fault)
  else if (part === 'sealed') await proveSealed(owner, new Vault(house.keys), fault)
  else if (part === 'access') await proveAccessLogs(owner, fault)
  else if (part === 'log') n += (await proveLog(owner, house.keys)).faultsTotal
  else {
    const { missing, surplus } = await compareView(owner, table)
    n += missing + surplus
  }
  return n
}

type Edit = { readonly table: string; readonly said: string; readonly sql: string }

/**
 * One edit of a table that has rows. What changes no row, and what PostgreSQL itself refuses, is no edit: another is
 * drawn.
 */
function draw(chance: Chance, table: string, columns: readonly Column[], whole: boolean): Edit {
  const n = chance.below(1_000_000)
  const kind = whole ? chance.below(10) : 0
  const one = `(select ctid from public."${table}" order by md5(ctid::text || '${n}') limit 1)`
  if (kind === 9)
    return { table, said: `a row of ${table} taken away`, sql: `delete from public."${table}" where ctid = ${one}` }
  const column = columns[chance.below(columns.length)]
  const values = otherValues(column, n)
  const value = values[chance.below(values.length)]
  if (kind === 8) {
    const list = columns.map(({ name }) => `"${name}"`).join(', ')
    return {
      table,
      said: `a row put into ${table}, ${column.name} changed`,
      sql: `insert into public."${table}" (${list})
        select ${columns.map((each) => (each === column ? value : `t."${each.name}"`)).join(', ')}
        from public."${table}" t
        where t.ctid = ${one}`,
    }
  }
  if (kind === 7)
    return {
      table,
      said: `two rows of ${table} exchanged in ${column.name}`,
      sql: `with two as (
          select ctid, "${column.name}" as was, row_number() over () as n
          from public."${table}"
          where ctid in (select ctid from public."${table}" order by md5(ctid::text || '${n}') limit 2)
        )
        update public."${table}" t
        set "${column.name}" = b.was
        from two a
        join two b on a.n <> b.n
        where t.ctid = a.ctid and t."${column.name}"::text is distinct from b.was::text`,
    }
  return {
    table,
    said: `${column.name} of ${table} changed`,
    sql: `update public."${table}" t
      set "${column.name}" = ${value}
      where t.ctid = ${one} and t."${column.name}"::text is distinct from (${value})::text`,
  }
}

/** Draws until an edit has changed something. @param refused puts back what a refused statement broke */
async function edited(
  chance: Chance,
  table: string,
  columns: readonly Column[],
  whole: boolean,
  refused = async (): Promise<unknown> => undefined,
): Promise<Edit> {
  for (let at = 0; at < drawsMax; at += 1) {
    const edit = draw(chance, table, columns, whole)
    try {
      if (((await owner.query(edit.sql)).rowCount ?? 0) > 0) return edit
    } catch {
      await refused()
    }
  }
  throw new Error(`${table}: no edit changed anything in ${drawsMax} draws`)
}

test('before anybody edits, everything holds', async () => {
  const proven = await prove(owner, house.keys, views)
  assert.deepEqual([proven.holds, proven.faults], [true, []])
  assert.ok(
    proven.journal.events > 100 && proven.receipts > 100 && proven.records > 30,
    JSON.stringify([proven.journal.events, proven.receipts, proven.records]),
  )
})

test(`${edits} edits by the database's own administrator are all found (seed ${seed})`, async () => {
  const chance = new Chance(seed)
  const filled: { table: string; part: (typeof kept)[string]['part'] | 'view'; columns: Column[]; whole: boolean }[] =
    []
  for (const table of [...Object.keys(kept), ...views.map((view) => view.name)]) {
    const {
      rows: [{ some }],
    } = await owner.query<{ some: boolean }>(`select exists (select 1 from public."${table}") as some`)
    const { part, not, whole } = kept[table] ?? { part: 'view' as const, not: undefined, whole: undefined }
    if (some)
      filled.push({
        table,
        part,
        columns: (await columnsOf(table)).filter(({ name }) => !not?.includes(name)),
        whole: whole ?? true,
      })
  }
  assert.ok(filled.length > 30, `${filled.length} tables hold something`)
  await owner.query('begin isolation level repeatable read')
  const missed: string[] = []
  const made = new Map<string, number>()
  try {
    await (await Beside.make([owner], views)).feed()
    // Unedited, no part finds anything in any table: what is found below is the edit.
    for (const { table, part } of filled) assert.equal(await faultsOf(part, table), 0, table)
    // An administrator of the database does not stop at its triggers.
    await owner.query('set local session_replication_role = replica')
    for (let n = 0; n < edits; n += 1) {
      // What is written once is as many tables as half the views: it is edited as often as all of them.
      const { table, part, columns, whole } = chance.yes(0.5)
        ? filled[chance.below(filled.findIndex((one) => one.part === 'view'))]
        : filled[chance.below(filled.length)]
      await owner.query('savepoint edit')
      const edit = await edited(chance, table, columns, whole, () => owner.query('rollback to savepoint edit'))
      made.set(part, (made.get(part) ?? 0) + 1)
      const found = await faultsOf(part, table).catch((error: Error) => error)
      if (found === 0 || found instanceof Error)
        missed.push(`${edit.said}: ${found === 0 ? '' : found.message} ${edit.sql}`)
      await owner.query('rollback to savepoint edit')
    }
  } finally {
    await owner.query('rollback')
  }
  assert.deepEqual(missed, [])
  assert.equal(made.size, 6, JSON.stringify([...made]))
})

test('edits that stand are found by the whole proof, and the place is named', async () => {
  const chance = new Chance(seed + 1)
  for (const table of [
    'journal',
    'receipts',
    'vault',
    'keyring',
    'access_log',
    'persons',
    'entries',
    'assignments',
    'log_leaves',
  ]) {
    const columns = (await columnsOf(table)).map(({ name }) => `"${name}"`).join(', ')
    await owner.query(
      `set session_replication_role = replica; create temp table was as select ${columns} from public."${table}"`,
    )
    const edit = await edited(chance, table, await columnsOf(table), false)
    const proven = await prove(owner, house.keys, views)
    await owner.query(
      `delete from public."${table}";
       insert into public."${table}" (${columns}) select ${columns} from was;
       drop table was;
       set session_replication_role = default`,
    )
    assert.equal(proven.holds, false, edit.sql)
    assert.ok(proven.faults[0].length > 20, proven.faults[0])
  }
  assert.equal((await prove(owner, house.keys, views)).holds, true, 'put back, everything holds again')
})
