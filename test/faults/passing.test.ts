// Trouble that passes is never answered for good: each error that PostgreSQL may give at a bad moment is played at each
// table that is written, and at the commit; the answer is "busy", nothing is kept, and the same command succeeds later.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Actor } from '#domain/kernel/actor.ts'
import type { Envelope } from '#domain/kernel/envelope.ts'
import { starters } from '#domain/operation/starters.ts'
import { lacksRoom, passes } from '#server/passing.ts'
import { community, county, openHouse, populate, settle, until, type Client, type TestHouse } from '#test/house.ts'

const passing = [
  '40001', // could not serialize
  '40P01', // deadlock
  '55P03', // lock not available
  '57014', // statement timeout
  '53100', // disk full
  '53200', // out of memory
  '53300', // too many connections
  '57P01', // admin shutdown
  '57P03', // cannot connect now
  '08006', // connection failure
  '58030', // input/output error
  'XX001', // a page cannot be read
  '25006', // read-only
  '25P02', // said of every statement behind the one that failed
] as const

let house: TestHouse
let dispatcher: Client
let everybody: Actor
const logged: string[] = []
/** Tables that each command writes, by the command. */
const written = new Map<string, string[]>()

const commands: Record<string, () => Envelope> = {}

before(async () => {
  house = await openHouse({ timers: false, log: (message) => logged.push(message) })
  await settle(house)
  const [person] = await populate(house, 1)
  dispatcher = await house.as({ role: 'dispatcher', area: county })
  everybody = {
    tenant: county,
    account: house.newId(),
    person,
    grants: (['system', 'administrator', 'officer', 'dispatcher', 'security'] as const).map((role) => ({
      role,
      area: county,
    })),
  }
  let n = 0
  const fresh = (room: string, kind: string, command: object) =>
    house.envelope(room, `${kind}/${house.newId()}`, command as never)
  Object.assign(commands, {
    enrol: () =>
      fresh('registry', 'person', {
        type: 'enrol-person',
        name: '王五',
        phone: `138${String(10_000_000 + (n += 1))}`,
        home: community,
        skills: ['first-aid'],
        availability: [],
      }),
    unit: () => fresh('registry', 'unit', { type: 'enrol-unit', name: '某局', area: community }),
    whistle: () =>
      fresh('muster', 'muster', {
        type: 'blow-whistle',
        what: '搬',
        label: '东',
        area: community,
        place: [111.77, 36.85],
        needs: [{ people: 1 }],
        from: house.now(),
        until: house.now() + 3_600_000,
        drill: true,
        answerMinutes: 10,
        escalateMinutes: 20,
        waves: 'by-hand',
        people: [person],
      }),
    operation: () =>
      fresh('operation', 'operation', {
        type: 'open-operation',
        template: [...starters][0][0],
        area: county,
        name: '演练',
      }),
    ending: () => fresh('ending', 'ending', { type: 'start-ending', area: community }),
    entry: () =>
      fresh('dossier', 'entry', {
        type: 'type-entry',
        person,
        area: community,
        from: house.now() - 3_600_000,
        until: house.now() - 1,
        duty: '维持秩序',
      }),
  })
  await playable()
  for (const [name, make] of Object.entries(commands)) {
    await house.sql('truncate touched')
    const receipt = await house.receive(make(), everybody)
    assert.ok(['accepted', 'refused'].includes(receipt.status), `${name}: ${JSON.stringify(receipt)}`)
    // Tiles and checkpoints are written by the log's keeper, in transactions of its own.
    written.set(
      name,
      (await house.sql<{ name: string }>(`select name from touched where name !~ '^log_(tiles|checkpoints)$'`)).map(
        (row) => row.name,
      ),
    )
  }
})
after(() => house.stop())

/** Every table says what is played at it, before it is written; `commit` is played at the very end. */
async function playable(): Promise<void> {
  await house.sql(`
    create table played (name text primary key, code text not null);
    create table touched (name text primary key);
    create function play() returns trigger language plpgsql security definer set search_path = public as $$
    declare played_code text;
    begin
      select code into played_code
        from played
        where name = case tg_name when 'play_commit' then 'commit' else tg_table_name end;
      if found then raise exception 'played at %', tg_table_name using errcode = played_code; end if;
      insert into touched values (tg_table_name) on conflict do nothing;
      return null;
    end $$;
    do $$ declare t text; begin
      for t in select relname from pg_class c where relnamespace = 'public'::regnamespace and relkind = 'r'
        and has_table_privilege('muster_app', c.oid, 'insert')
      loop
        execute format(
          'create trigger play before insert or update or delete on %I for each statement execute function play()', t);
      end loop;
    end $$;
    create constraint trigger play_commit after insert on receipts deferrable initially deferred
      for each row execute function play()`)
}

const playing = async (name: string, code: string, work: () => Promise<void>) => {
  await house.sql('insert into played values ($1, $2)', [name, code])
  await work()
  await house.sql('delete from played')
}

test(
  'every passing error at every table that a command writes is answered by busy, and never kept',
  { timeout: 300_000 },
  async () => {
    const cells: [table: string, command: string][] = []
    for (const [command, tables] of written)
      for (const table of [...tables, 'commit']) if (!cells.some(([one]) => one === table)) cells.push([table, command])
    const tables = cells.map(([table]) => table)
    for (const always of [
      'journal',
      'receipts',
      'heads',
      'vault',
      'keyring',
      'lookups',
      'due',
      'persons',
      'musters',
      'commit',
    ])
      assert.ok(tables.includes(always), `${always} is among what is written: ${tables.join(' ')}`)
    const bad: string[] = []
    for (const [table, name] of cells)
      for (const code of passing) {
        const envelope = commands[name]()
        await playing(table, code, async () => {
          const receipt = await house.receive(envelope, everybody)
          if (receipt.status !== 'busy') bad.push(`${code} at ${table} (${name}): ${JSON.stringify(receipt)}`)
        })
      }
    assert.deepEqual(bad, [])
    assert.deepEqual(
      await house.sql(`select id from receipts where receipt->>'reason' = 'fault'`),
      [],
      'no refusal was kept',
    )
    // The last of each kind succeeds when nothing is played any more.
    for (const make of Object.values(commands)) {
      const envelope = make()
      await playing('commit', '53100', async () => void (await house.receive(envelope, everybody)))
      assert.notEqual((await house.receive(envelope, everybody)).status, 'busy')
    }
  },
)

test('what is a mistake of ours is still answered for good, so that the queue behind it moves on', async () => {
  const envelope = commands.enrol()
  await playing('persons', '22012', async () => {
    assert.deepEqual(await house.receive(envelope, everybody), {
      id: envelope.id,
      status: 'refused',
      reason: 'fault',
    })
  })
})

test('questions, imports and sessions say 503 and when to come again while the database is in trouble', async () => {
  const csv = '姓名,手机号,社区\n欧阳试,15912345678,城关社区\n'
  const asked: Record<string, [table: string, ask: (one: Client) => Promise<Response>]> = {
    question: ['access_log', (one) => fetch(`${house.url}/v1/views/persons`, { headers: { cookie: one.cookie } })],
    session: [
      'sessions',
      (one) => fetch(`${house.url}/v1/session`, { method: 'DELETE', headers: { cookie: one.cookie } }),
    ],
    import: [
      'journal',
      async (one) => {
        const up = await fetch(`${house.url}/v1/imports`, {
          method: 'POST',
          body: csv,
          headers: { cookie: one.cookie, 'content-type': 'text/csv', 'x-file-name': 'a.csv' },
        })
        const { id } = (await up.json()) as { id: string }
        return fetch(`${house.url}/v1/imports/${id}/commit`, {
          method: 'POST',
          body: '{}',
          headers: { cookie: one.cookie, 'content-type': 'application/json' },
        })
      },
    ],
  }
  const administrator = await house.as({ role: 'administrator', area: county })
  for (const [name, [table, ask]] of Object.entries(asked))
    for (const code of ['57P03', '53100', '40001'])
      await playing(table, code, async () => {
        const answer = await ask(name === 'import' ? administrator : dispatcher)
        assert.deepEqual(
          [name, code, answer.status, Number(answer.headers.get('retry-after')) > 0, await answer.json()],
          [name, code, 503, true, { reason: 'busy' }],
        )
      })
})

test('/readyz knows of a full disk from the last group, and is ready again when there is room', async () => {
  const ready = async () => {
    const answer = await house.app.inject('/readyz')
    return [answer.statusCode, (answer.json() as { status: string }).status]
  }
  assert.deepEqual(await ready(), [200, 'ok'])
  // The probe finds no room either: temporary tables are refused as a full disk refuses them.
  await house.sql(
    'create function no_room() returns event_trigger language plpgsql ' +
      'as $$ begin raise exception using errcode = $q$53100$q$; end $$',
  )
  await house.sql(
    `create event trigger no_room on ddl_command_start when tag in ('CREATE TABLE AS') execute function no_room()`,
  )
  await playing('journal', '53100', async () => {
    assert.equal((await house.receive(commands.enrol(), everybody)).status, 'busy')
  })
  assert.deepEqual(await ready(), [503, 'no-room'])
  assert.ok(house.troubles.has('no-room'))
  await house.sql('drop event trigger no_room')
  await until(async () => (await ready())[0] === 200, 'it is ready without any command having come')
  assert.equal(house.troubles.has('no-room'), false)
  assert.ok(
    logged.some((line) => line.includes('want of room')) &&
      logged.some((line) => line.includes('room for commands again')),
  )
})

test('which errors pass, as a table', () => {
  const table: [error: object, passes: boolean, room: boolean][] = [
    [{ code: 'ECONNRESET' }, true, false],
    [{ code: 'EPIPE' }, true, false],
    [{ code: 'ENOSPC' }, true, true],
    [{ code: 'EROFS' }, true, false],
    [{ code: '53100' }, true, true],
    [{ code: '25P02' }, true, false],
    [{ code: '42501', routine: 'mdopenfork' }, true, false],
    [{ code: '42501', routine: 'ExecWithCheckOptions' }, false, false],
    [{ code: '42501', routine: 'aclcheck_error' }, false, false],
    [{ code: '23505' }, false, false],
    [{ code: '22012' }, false, false],
    [{ code: 'ERR_INVALID_ARG_TYPE' }, false, false],
    [new Error('Connection terminated unexpectedly'), true, false],
    [new Error('timeout exceeded when trying to connect'), true, false],
    [new TypeError(`Cannot read properties of undefined (reading 'connection')`), false, false],
    [new Error('broken promise: a connection is named'), false, false],
  ]
  for (const [error, pass, room] of table)
    assert.deepEqual([passes(error), lacksRoom(error)], [pass, room], JSON.stringify(error) + String(error))
})
