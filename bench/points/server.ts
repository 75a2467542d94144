// The measured server for points: a whole house on an embedded, durable cluster, with a round, its points, numbers
// issued, and log-ins for their desks. Started by bench/points.ts.
import { asItself } from '#domain/kernel/actor.ts'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Command } from '#domain/kernel/envelope.ts'
import { starters } from '#domain/operation/starters.ts'
import { startEngine } from '#server/engine.ts'
import { openHouse } from '#server/house.ts'

const [dataDir, pointsCount, desksEach] = [process.argv[2], Number(process.argv[3] ?? 6), Number(process.argv[4] ?? 12)]
const county = '140729'
const community = '140729100001'
const log = (line: string) => process.stderr.write(`${line}\n`)
const numbersEach = 5_000
/** Numbers for a run of minutes: each desk is issued so many ranges. */
const rangesEach = Number(process.argv[5] ?? 8)

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
  grants: (['system', 'administrator', 'security', 'officer', 'dispatcher'] as const).map((role) => ({
    role,
    area: county,
  })),
}

async function give(
  commands: readonly (readonly [room: string, stream: string, command: Command & Record<string, unknown>])[],
): Promise<unknown[]> {
  const receipts = await house.receiveAll(
    commands.map(([room, stream, command]) => ({ id: house.newId(), room, stream, at: house.now(), command })),
    actor,
  )
  const bad = receipts.find((receipt) => receipt.status !== 'accepted')
  if (bad) throw new Error(`not given: ${JSON.stringify(bad)}`)
  return receipts.map((receipt) => (receipt as { answer?: unknown }).answer)
}

await house.gate.openCounty(county, '灵石县')
await give([
  ['registry', `area/${county}`, { type: 'name-area', name: '灵石县' }],
  ['registry', `area/${community}`, { type: 'name-area', name: '城关社区', place: [111.77, 36.85] }],
])
const [operation, round] = [house.newId(), house.newId()]
const points = Array.from({ length: pointsCount }, (_, n) => ({
  point: house.newId(),
  area: community,
  name: `${n + 1}号点`,
  place: [111.77 + n / 1000, 36.85],
  lanes: 8,
  open: true,
}))
await give([
  [
    'operation',
    `operation/${operation}`,
    { type: 'open-operation', template: [...starters][0][0], area: county, name: '十月采样' },
  ],
  [
    'operation',
    `round/${round}`,
    { type: 'draft-round', operation, area: county, starts: house.now(), ends: house.now() + 12 * 3_600_000 },
  ],
  ['operation', `round/${round}`, { type: 'put-points', points }],
  [
    'operation',
    `round/${round}`,
    {
      type: 'put-slots',
      slots: points.map(({ point }, n) => ({
        building: `${community}-01-${String(n + 1).padStart(4, '0')}`,
        point,
        starts: house.now(),
        ends: house.now() + 3_600_000,
        people: 9_000,
      })),
    },
  ],
  [
    'operation',
    `round/${round}`,
    {
      type: 'put-posts',
      posts: [
        {
          post: house.newId(),
          area: community,
          duty: 'reserve',
          starts: house.now(),
          ends: house.now() + 3_600_000,
          number: 1,
        },
      ],
    },
  ],
  ['operation', `round/${round}`, { type: 'publish-round' }],
])
// Grid workers run the desks.
const desks: { point: string; device: string; cookie: string; numbers: [number, number][] }[] = []
for (const { point } of points) {
  for (let n = 0; n < desksEach; n++) {
    const [person, device] = [house.newId(), house.newId()]
    await give([
      [
        'registry',
        `person/${person}`,
        {
          type: 'enrol-person',
          name: `测试${desks.length}`,
          phone: `139${String(10_000_000 + desks.length)}`,
          home: community,
          skills: [],
          availability: [],
        },
      ],
      ['access', `account/${person}`, { type: 'open-account' }],
      ['access', `account/${person}`, { type: 'appoint', role: 'gridWorker', area: community }],
    ])
    const answers = await give(
      Array.from(
        { length: rangesEach },
        () => ['point', `point/${round}.${point}`, { type: 'issue-numbers', device, count: numbersEach }] as const,
      ),
    )
    const begun = await house.gate.sessions.begin(county, person, { strength: 2, via: 'link', device: 'bench' })
    desks.push({
      point,
      device,
      cookie: `muster=${begun!.token}`,
      numbers: (answers as { first: number; last: number }[]).map((one) => [one.first, one.last]),
    })
  }
}
const address = await house.app.listen({ host: '127.0.0.1', port: 0 })
writeFileSync(
  path.join(dataDir, 'bench.json'),
  JSON.stringify({ port: Number(new URL(address).port), round, desks, sockets: engine.owner.host }),
)
process.stdout.write('ready\n')

const officer = asItself({ ...actor, grants: [{ role: 'officer', area: county }] })
const counted = () =>
  house.asAsker(
    officer,
    async (tx) =>
      (
        await tx.query(
          `select count(*)::int as samples, count(distinct (point, number))::int as numbers,
             count(*) filter (where duplicate)::int as duplicates
           from samples`,
        )
      ).rows[0],
  )

process.stdin.setEncoding('utf8')
process.stdin.on('data', async (text: string) => {
  for (const line of text.split('\n')) {
    if (line === 'usage')
      process.stdout.write(`${JSON.stringify({ ...process.cpuUsage(), rss: process.memoryUsage.rss() })}\n`)
    if (line === 'count') process.stdout.write(`${JSON.stringify(await counted())}\n`)
    if (line === 'stop') {
      await house.stop()
      await engine.stop()
      process.exit(0)
    }
  }
})
