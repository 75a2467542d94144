// The measured server: a whole house on an embedded, durable cluster, with a county of people, a running muster and one
// log-in each. Told its folder; tells its port and cookies.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Command } from '#domain/kernel/envelope.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { startEngine } from '#server/engine.ts'
import { openHouse } from '#server/house.ts'

const [dataDir, people = '1590'] = process.argv.slice(2)
const county = '140729'
const community = '140729100001'
const log = (line: string) => process.stderr.write(`${line}\n`)

const engine = await startEngine({ dataDir, log, databaseUrl: '' })
const house = await openHouse({
  owner: engine.owner,
  app: engine.app,
  dataDir,
  log: (message, error) => log(`${message} ${String(error ?? '')}`),
})
const actor = {
  tenant: county,
  account: house.newId(),
  grants: (['system', 'administrator', 'officer', 'dispatcher'] as const).map((role) => ({ role, area: county })),
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

await house.gate.openCounty(county, '灵石县')
await give([
  ['registry', `area/${county}`, { type: 'name-area', name: '灵石县' }],
  ['registry', `area/${community}`, { type: 'name-area', name: '城关社区', place: [111.77, 36.85] }],
])
const ids: Id[] = Array.from({ length: Number(people) }, () => house.newId())
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
await give([['access', `account/${ids[0]}`, { type: 'grant-role', role: 'officer', area: community }]])
const muster = house.newId()
await give([
  [
    'muster',
    `muster/${muster}`,
    {
      type: 'blow-whistle',
      what: '搬物资',
      label: '东门',
      area: community,
      place: [111.77, 36.85],
      needs: [{ people: 500 }],
      from: house.now(),
      until: house.now() + 7_200_000,
      drill: false,
      answerMinutes: 120,
      escalateMinutes: 120,
      waves: 'by-hand',
      people: ids.slice(0, 500),
    },
  ],
])
for (let from = 500; from < ids.length; from += 500)
  await give([['muster', `muster/${muster}`, { type: 'call-people', people: ids.slice(from, from + 500) }]])
const cookies: string[] = []
for (const id of ids) {
  const strength = id === ids[0] ? 2 : 1
  const begun = await house.gate.sessions.begin(county, id, { strength, via: 'link', device: 'bench' })
  cookies.push(`muster=${begun!.token}`)
}
const address = await house.app.listen({ host: '127.0.0.1', port: 0 })
writeFileSync(
  path.join(dataDir, 'bench.json'),
  JSON.stringify({
    port: Number(new URL(address).port),
    muster,
    ids,
    cookies,
    sockets: engine.owner.host,
    pid: process.pid,
  }),
)
process.stdout.write('ready\n')

// Asked by a line on standard input: what it costs in processor time, and an end.
process.stdin.setEncoding('utf8')
process.stdin.on('data', async (text: string) => {
  for (const line of text.split('\n')) {
    if (line === 'usage')
      process.stdout.write(`${JSON.stringify({ ...process.cpuUsage(), rss: process.memoryUsage.rss() })}\n`)
    if (line === 'verify') process.stdout.write(`${JSON.stringify(await house.journal.verify())}\n`)
    if (line === 'stop') {
      await house.stop()
      await engine.stop()
      process.exit(0)
    }
  }
})
