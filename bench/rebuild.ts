// A long journal: how fast events pass the door in process, how fast all views are rebuilt from them, how soon a house with them is ready, and its memory then.
// Run: node bench/rebuild.ts [--events 1000000]
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import type { Actor } from '#domain/kernel/actor.ts'
import { startEngine } from '#server/engine.ts'
import { openHouse } from '#server/house.ts'

const { values } = parseArgs({ options: { events: { type: 'string', default: '1000000' }, ready: { type: 'string' } } })
const county = '140729'
const community = '140729100001'

if (values.ready) {
  // A second process, as a start after a stop: from nothing to ready.
  const began = performance.now()
  const engine = await startEngine({ dataDir: values.ready, log: () => {}, databaseUrl: '' })
  const house = await openHouse({ owner: engine.owner, app: engine.app, dataDir: values.ready })
  await house.app.listen({ host: '127.0.0.1', port: 0 })
  if ((await house.readiness()) !== 'ok') throw new Error('not ready')
  console.log(JSON.stringify({ readySeconds: Math.round(performance.now() - began + process.uptime() * 1000 - performance.now()) / 1000, residentMegabytes: Math.round(process.memoryUsage.rss() / 2 ** 20) }))
  await house.stop()
  await engine.stop()
  process.exit(0)
}

const events = Number(values.events)
const dataDir = mkdtempSync(path.join(os.tmpdir(), 'muster-rebuild-'))
const engine = await startEngine({ dataDir, log: () => {}, databaseUrl: '' })
const house = await openHouse({ owner: engine.owner, app: engine.app, dataDir, timers: false })
const clerk: Actor = { tenant: county, account: house.newId(), grants: (['system', 'administrator', 'officer'] as const).map((role) => ({ role, area: county })) }
const all = async (commands: readonly (readonly [room: string, stream: string, command: object, actor?: Actor])[]) => {
  for (let from = 0; from < commands.length; from += 2_000) {
    const receipts = await house.receiveAll(commands.slice(from, from + 2_000).map(([room, stream, command]) => ({ id: house.newId(), room, stream, at: house.now(), command: command as never })), clerk)
    if (receipts.some((receipt) => receipt.status !== 'accepted')) throw new Error(JSON.stringify(receipts.find((receipt) => receipt.status !== 'accepted')))
  }
}
await house.desk.openCounty(county, '灵石县')
await all([['registry', `area/${county}`, { type: 'name-area', name: '灵石县' }], ['registry', `area/${community}`, { type: 'name-area', name: '城关', place: [111.77, 36.85] }]])
const people = Array.from({ length: 2_000 }, () => house.newId())
await all(people.map((id, at) => ['registry', `person/${id}`, { type: 'enrol-person', name: `测${at}`, phone: `139${String(10_000_000 + at)}`, home: community, skills: [], availability: [] }]))

const began = performance.now()
let made = 2_002
// Musters of a thousand: called, noted as coming or not by the officer, and over; then the next.
while (made < events) {
  const muster = house.newId()
  const called = people.slice(0, 1_000)
  await all([['muster', `muster/${muster}`, { type: 'blow-whistle', what: '搬', label: '东', area: community, place: [111.77, 36.85], needs: [{ people: 600 }], from: house.now(), until: house.now() + 3_600_000, drill: false, answerMinutes: 30, escalateMinutes: 60, waves: 'by-hand' }], ['muster', `muster/${muster}`, { type: 'call-people', people: called }]])
  for (const answer of ['cannot', 'talk', 'cannot', 'talk', 'coming'] as const) {
    const some = answer === 'coming' ? called.slice(0, 500) : called
    await all(some.map((person, at) => ['muster', `muster/${muster}`, { type: 'note-answer', person, answer, ...(answer === 'coming' && { minutes: 1 + (at % 60) }) }]))
    made += some.length
  }
  await all([['muster', `muster/${muster}`, { type: 'stand-down' }]])
  made += 3
  process.stderr.write(`\r${made} events`)
}
console.log(`\n${made} events passed the door in process at ${Math.round(made / ((performance.now() - began) / 1000))}/s`)
const rebuilt = await house.journal.rebuild()
const wrong = rebuilt.views.filter((view) => view.missing + view.surplus > 0)
console.log(JSON.stringify({ events: rebuilt.events, rebuildSeconds: rebuilt.milliseconds / 1000, eventsPerSecond: Math.round(rebuilt.events / (rebuilt.milliseconds / 1000)), wrong, residentMegabytes: Math.round(process.memoryUsage.rss() / 2 ** 20) }))
const verifying = performance.now()
const verified = await house.journal.verify()
console.log(JSON.stringify({ verifySeconds: Math.round((performance.now() - verifying) / 100) / 10, faults: verified.faultsTotal }))
await house.stop()
await engine.stop()
const again = spawn(process.execPath, [import.meta.filename, '--ready', dataDir], { stdio: ['ignore', 'pipe', 'inherit'] })
for await (const line of createInterface({ input: again.stdout })) console.log(line)
rmSync(dataDir, { recursive: true, force: true })
process.exit(0)
