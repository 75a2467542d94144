// The demo house in a process of its own, as `npm start -- --demo` serves it, but with a clock that can be told. Killed
// and started again by the acceptance story.
// Argument: JSON { dataDir, web, offset }. Says one line of JSON when it serves; each line asked on standard input is
// answered by one line.
// Started by its tests as `node test/journeys/served.ts '{…}'`.
import { systemActor, type Actor } from '#domain/kernel/actor.ts'
import type { Id } from '#domain/kernel/ids.ts'
import { loadDemo } from '../../src/demo/load.ts'
import { startEngine } from '#server/engine.ts'
import { openHouse } from '#server/house.ts'

const given = JSON.parse(process.argv[2]) as { dataDir: string; web: string; offset: number; port: number }
const county = '140729'
let offset = given.offset
const log = (line: string) => process.stderr.write(`${line}\n`)
const engine = await startEngine({ dataDir: given.dataDir, log: () => {}, databaseUrl: '' })
const house = await openHouse({
  owner: engine.owner,
  app: engine.app,
  dataDir: given.dataDir,
  webFolder: given.web,
  clock: () => Date.now() + offset,
  log: (message, error) => log(`${message} ${String(error ?? '')}`),
})
const clerk: Actor = {
  tenant: county,
  account: '01900000-0000-7000-8000-00000000c1e2',
  grants: [
    ...systemActor(county).grants,
    ...(['administrator', 'officer', 'dispatcher'] as const).map((role) => ({ role, area: county })),
  ],
}

let setUp: string | undefined
if (await house.gate.setup.needed()) {
  await loadDemo(house, clerk, () => {})
  await house.gate.openCounty(county, '灵石县')
  setUp = (await house.gate.setup.newLink()).token
}
await house.app.listen({ host: '127.0.0.1', port: given.port })
const tell = (what: unknown) => process.stdout.write(`${JSON.stringify(what ?? null)}\n`)
tell({ setUp })

const acts: Readonly<Record<string, (argument: never) => Promise<unknown>>> = {
  /** Moves the clock: what fell due runs. */
  async pass(milliseconds: number) {
    offset += milliseconds
    return offset
  },
  /** Opens accounts where there are none and begins a session for each. */
  async sessions({ people, strength }: { people: readonly Id[]; strength: 1 | 2 }) {
    await Promise.all(
      people.map((person) =>
        house.receive(
          {
            id: house.newId(),
            room: 'access',
            stream: `account/${person}`,
            at: house.now(),
            command: { type: 'open-account' },
          },
          clerk,
        ),
      ),
    )
    const cookies: string[] = []
    for (const person of people)
      cookies.push((await house.gate.sessions.begin(county, person, { strength, via: 'link', device: 'test' }))!.token)
    return cookies
  },
  /** Commands that the story does not click through. */
  async give(commands: readonly (readonly [room: string, stream: string, command: { type: string }])[]) {
    return house.receiveAll(
      commands.map(([room, stream, command]) => ({ id: house.newId(), room, stream, at: house.now(), command })),
      clerk,
    )
  },
  /** What an administrator grants in the console, without its clicks. */
  async appoint({ person, role, area, unit }: { person: Id; role: string; area: string; unit?: Id }) {
    return house.receive(
      {
        id: house.newId(),
        room: 'access',
        stream: `account/${person}`,
        at: house.now(),
        command: (unit ? { type: 'grant-role', role, area, unit } : { type: 'appoint', role, area }) as never,
      },
      clerk,
    )
  },
  sql: ({ text, values }: { text: string; values?: readonly unknown[] }) =>
    house.asDoor(county, async (tx) => (await tx.query(text, values ?? [])).rows),
  async prove() {
    return { verified: await house.journal.verify(), rebuilt: await house.journal.rebuild() }
  },
  async stop() {
    await house.stop()
    await engine.stop()
    setTimeout(() => process.exit(0), 50)
    return true
  },
}
let buffered = ''
// Whoever started it is gone: nothing of it stays.
process.stdin.once('end', () => acts.stop(undefined as never))
process.stdin.setEncoding('utf8').on('data', async (text: string) => {
  buffered += text
  const lines = buffered.split('\n')
  buffered = lines.pop()!
  for (const line of lines) {
    const [name, argument] = JSON.parse(line) as [string, never]
    tell(await acts[name](argument).catch((error: Error) => ({ failed: error.message })))
  }
})
