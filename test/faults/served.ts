// A house in a process of its own, to be killed: durable embedded cluster in the given folder, HTTP on a free port. On
// a first start it settles a community with people and a muster.
// Prints one line of JSON: port, muster, and each person's cookie.
// Started by its tests as `node test/faults/served.ts '{…}'`.
import type { Id } from '#domain/kernel/ids.ts'
import type { Actor } from '#domain/kernel/actor.ts'
import type { Command } from '#domain/kernel/envelope.ts'
import { startEngine } from '#server/engine.ts'
import { openHouse } from '#server/house.ts'

const [dataDir, people = '40'] = process.argv.slice(2)
const [county, community] = ['140729', '140729100001']
const engine = await startEngine({ dataDir, log: () => {}, databaseUrl: '' })
const house = await openHouse({ owner: engine.owner, app: engine.app, dataDir, log: () => {} })
const actor: Actor = {
  tenant: county,
  account: house.newId(),
  grants: (['system', 'administrator', 'officer'] as const).map((role) => ({ role, area: county })),
}

async function give(
  commands: readonly (readonly [room: string, stream: string, command: Command & Record<string, unknown>])[],
): Promise<void> {
  const receipts = await house.receiveAll(
    commands.map(([room, stream, command]) => ({ id: house.newId(), room, stream, at: house.now(), command })),
    actor,
  )
  const bad = receipts.find((receipt) => receipt.status !== 'accepted')
  if (bad) throw new Error(`not given: ${JSON.stringify(bad)}`)
}

const found = () =>
  house.asDoor(county, async (tx) => ({
    ids: (
      await tx.query<{ account: Id }>(`select account from accounts where tenant = $1 order by account`, [county])
    ).rows.map((row) => row.account),
    muster: (await tx.query<{ muster: Id }>('select muster from musters where tenant = $1', [county])).rows[0]?.muster,
  }))

await house.gate.openCounty(county, '灵石县')
if ((await found()).muster === undefined) {
  await give([
    ['registry', `area/${county}`, { type: 'name-area', name: '灵石县' }],
    ['registry', `area/${community}`, { type: 'name-area', name: '城关社区', place: [111.77, 36.85] }],
  ])
  const ids = Array.from({ length: Number(people) }, () => house.newId())
  await give(
    ids.map((id, at) => [
      'registry',
      `person/${id}`,
      {
        type: 'enrol-person',
        name: `测试${at}`,
        phone: `139${String(10_000_000 + at)}`,
        home: community,
        skills: [],
        availability: [],
      },
    ]),
  )
  await give(ids.map((id) => ['access', `account/${id}`, { type: 'open-account' }]))
  await give([
    [
      'muster',
      `muster/${house.newId()}`,
      {
        type: 'blow-whistle',
        what: '搬物资',
        label: '东门',
        area: community,
        place: [111.77, 36.85],
        needs: [{ people: Math.floor(ids.length / 2) }],
        from: house.now(),
        until: house.now() + 7_200_000,
        drill: false,
        answerMinutes: 120,
        escalateMinutes: 120,
        waves: 'by-hand',
        people: ids,
      },
    ],
  ])
}
const { ids, muster } = await found()
const cookies: string[] = []
for (const id of ids)
  cookies.push(
    `muster=${(await house.gate.sessions.begin(county, id, { strength: 1, via: 'link', device: 'test' }))!.token}`,
  )
const address = await house.app.listen({ host: '127.0.0.1', port: 0 })
process.stdout.write(
  `${JSON.stringify({ port: Number(new URL(address).port), muster, cookies, owner: engine.owner })}\n`,
)

async function stop(): Promise<void> {
  await house.stop()
  await engine.stop()
  process.exit(0)
}
// Whoever started it is gone: nothing of it stays.
process.stdin.once('end', stop)
process.stdin.setEncoding('utf8').on('data', async (text: string) => {
  if (text.includes('prove'))
    process.stdout.write(
      `${JSON.stringify({ verified: await house.journal.verify(), rebuilt: await house.journal.rebuild() })}\n`,
    )
  if (text.includes('stop')) await stop()
})
