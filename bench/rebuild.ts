// A long journal: how fast events pass the door in process, how fast all views are rebuilt from them, how soon a house
// with them is ready, and its memory then.
// Each figure from a process of its own, as the product has it. Rates are of the wall clock; processor seconds stand
// beside them, for a shared machine has few quiet minutes.
// Run: node bench/rebuild.ts [--events 1000000] [--data folder: keeps the journal there, and measures one that is there
// already] [--write: as the committed baseline]
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import type { Actor } from '#domain/kernel/actor.ts'
import { startEngine } from '#server/engine.ts'
import { openHouse, type House } from '#server/house.ts'

const { values } = parseArgs({
  options: {
    events: { type: 'string', default: '1000000' },
    data: { type: 'string' },
    stage: { type: 'string' },
    write: { type: 'boolean' },
  },
})
const county = '140729'
const community = '140729100001'
const megabytes = (bytes: number) => Math.round(bytes / 2 ** 20)
const round = (number: number, digits = 1) => Math.round(number * 10 ** digits) / 10 ** digits

/**
 * Processor seconds of the PostgreSQL processes whose cluster lies in this folder, by /proc; those that have ended are
 * in their postmaster's account of children.
 */
function databaseSeconds(dataDir: string): number {
  let ticks = 0
  const pids = readdirSync('/proc').filter((name) => /^\d+$/.test(name))
  const stat = (pid: string) => {
    try {
      return readFileSync(`/proc/${pid}/stat`, 'utf8')
        .replace(/^.*\) /s, '')
        .split(' ')
        .map(Number)
    } catch {
      return undefined
    }
  }
  const postmaster = pids.find((pid) => {
    try {
      return (
        readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes(dataDir) &&
        stat(pid)?.[1] !== undefined &&
        readFileSync(`/proc/${pid}/cmdline`, 'utf8').includes('postgres\0-D')
      )
    } catch {
      return false
    }
  })
  for (const pid of pids) {
    const fields = stat(pid)
    if (!fields || postmaster === undefined || (pid !== postmaster && String(fields[1]) !== postmaster)) continue
    ticks += fields[11] + fields[12] + (pid === postmaster ? fields[13] + fields[14] : 0)
  }
  return ticks / 100
}

async function within<T>(dataDir: string, work: (house: House) => Promise<T>): Promise<T> {
  const engine = await startEngine({ dataDir, log: () => {}, databaseUrl: '' })
  const house = await openHouse({ owner: engine.owner, app: engine.app, dataDir, timers: false, log: () => {} })
  try {
    return await work(house)
  } finally {
    await house.stop()
    await engine.stop()
  }
}

type Send = (commands: readonly (readonly [room: string, stream: string, command: object])[]) => Promise<void>

/** Gives commands in heaps of two thousand; throws where one is not accepted. */
function sendingTo(house: House): Send {
  const clerk: Actor = {
    tenant: county,
    account: house.newId(),
    grants: (['system', 'administrator', 'officer'] as const).map((role) => ({ role, area: county })),
  }
  return async (commands) => {
    for (let from = 0; from < commands.length; from += 2_000) {
      const receipts = await house.receiveAll(
        commands.slice(from, from + 2_000).map(([room, stream, command]) => ({
          id: house.newId(),
          room,
          stream,
          at: house.now(),
          command: command as never,
        })),
        clerk,
      )
      const wrong = receipts.find((receipt) => receipt.status !== 'accepted')
      if (wrong) throw new Error(JSON.stringify(wrong))
    }
  }
}

/** A county with one community and two thousand people. */
async function populate(house: House, all: Send): Promise<readonly string[]> {
  await house.gate.openCounty(county, '灵石县')
  await all([
    ['registry', `area/${county}`, { type: 'name-area', name: '灵石县' }],
    ['registry', `area/${community}`, { type: 'name-area', name: '城关', place: [111.77, 36.85] }],
  ])
  const people = Array.from({ length: 2_000 }, () => house.newId())
  await all(
    people.map((id, at) => [
      'registry',
      `person/${id}`,
      {
        type: 'enrol-person',
        name: `测${at}`,
        phone: `139${String(10_000_000 + at)}`,
        home: community,
        skills: [],
        availability: [],
      },
    ]),
  )
  return people
}

/** Answers that are noted of everybody called, one after another: most change their minds. */
const answersInTurn = ['cannot', 'talk', 'cannot', 'talk', 'coming'] as const

/** A muster of a thousand: called, noted as coming or not by the officer, and over. @returns how many events it made */
async function musterOnce(house: House, all: Send, called: readonly string[]): Promise<number> {
  let made = 3
  const muster = house.newId()
  await all([
    [
      'muster',
      `muster/${muster}`,
      {
        type: 'blow-whistle',
        what: '搬',
        label: '东',
        area: community,
        place: [111.77, 36.85],
        needs: [{ people: 600 }],
        from: house.now(),
        until: house.now() + 3_600_000,
        drill: false,
        answerMinutes: 30,
        escalateMinutes: 60,
        waves: 'by-hand',
      },
    ],
    ['muster', `muster/${muster}`, { type: 'call-people', people: called }],
  ])
  for (const answer of answersInTurn) {
    const some = answer === 'coming' ? called.slice(0, 500) : called
    await all(
      some.map((person, at) => [
        'muster',
        `muster/${muster}`,
        { type: 'note-answer', person, answer, ...(answer === 'coming' && { minutes: 1 + (at % 60) }) },
      ]),
    )
    made += some.length
  }
  await all([['muster', `muster/${muster}`, { type: 'stand-down' }]])
  return made
}

async function fill(house: House, events: number): Promise<object> {
  const all = sendingTo(house)
  const people = await populate(house, all)
  const began = performance.now()
  let made = 2_002
  while (made < events) {
    made += await musterOnce(house, all, people.slice(0, 1_000))
    process.stderr.write(`\r${made} events`)
  }
  process.stderr.write('\n')
  return { events: made, doorPerSecond: Math.round(made / ((performance.now() - began) / 1000)) }
}

async function rebuild(house: House, dataDir: string): Promise<object> {
  const idle = process.memoryUsage.rss()
  const before = [process.cpuUsage(), databaseSeconds(dataDir)] as const
  const rebuilt = await house.journal.rebuild()
  const own = process.cpuUsage(before[0])
  const seconds = rebuilt.milliseconds / 1000
  const cpu = {
    rebuildServerCpuSeconds: round((own.user + own.system) / 1e6),
    rebuildDatabaseCpuSeconds: round(databaseSeconds(dataDir) - before[1]),
  }
  const memory = {
    idleMegabytes: megabytes(idle),
    afterRebuildMegabytes: megabytes(process.memoryUsage.rss()),
    peakMegabytes: Math.round(process.resourceUsage().maxRSS / 1024),
  }
  return {
    events: rebuilt.events,
    rebuildSeconds: round(seconds),
    rebuildPerSecond: Math.round(rebuilt.events / seconds),
    ...cpu,
    wrongViews: rebuilt.views.filter((view) => view.missing + view.surplus > 0).length,
    ...memory,
  }
}

async function verify(house: House): Promise<object> {
  const began = performance.now()
  const verified = await house.journal.verify()
  return { verifySeconds: round((performance.now() - began) / 1000), faults: verified.faultsTotal }
}

/** As a start after a stop: from nothing to ready. */
async function ready(dataDir: string): Promise<object> {
  const engine = await startEngine({ dataDir, log: () => {}, databaseUrl: '' })
  const house = await openHouse({ owner: engine.owner, app: engine.app, dataDir, log: () => {} })
  await house.app.listen({ host: '127.0.0.1', port: 0 })
  if ((await house.readiness()) !== 'ok') throw new Error('not ready')
  const figures = { readySeconds: round(process.uptime(), 2), readyMegabytes: megabytes(process.memoryUsage.rss()) }
  await house.stop()
  await engine.stop()
  return figures
}

const stages: Record<string, (dataDir: string) => Promise<object>> = {
  fill: (dataDir) => within(dataDir, (house) => fill(house, Number(values.events))),
  rebuild: (dataDir) => within(dataDir, (house) => rebuild(house, dataDir)),
  verify: (dataDir) => within(dataDir, verify),
  ready,
}

async function apart(stage: string, dataDir: string): Promise<Record<string, number>> {
  const child = spawn(
    process.execPath,
    [...process.execArgv, import.meta.filename, '--stage', stage, '--events', values.events, '--data', dataDir],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  let figures: Record<string, number> | undefined
  for await (const line of createInterface({ input: child.stdout })) {
    console.log(line)
    figures = JSON.parse(line)
  }
  if (!figures) throw new Error(`${stage} gave no figures`)
  return figures
}

if (values.stage) {
  console.log(JSON.stringify(await stages[values.stage](values.data!)))
  process.exit(0)
}
const dataDir = values.data ?? mkdtempSync(path.join(os.tmpdir(), 'muster-rebuild-'))
mkdirSync(dataDir, { recursive: true })
const figures: Record<string, number> = {}
for (const stage of existsSync(path.join(dataDir, 'postgres'))
  ? ['rebuild', 'verify', 'ready']
  : ['fill', 'rebuild', 'verify', 'ready'])
  Object.assign(figures, await apart(stage, dataDir))
if (values.write)
  writeFileSync(path.join(import.meta.dirname, 'rebuild.baseline.json'), JSON.stringify(figures, null, 2) + '\n')
if (!values.data) rmSync(dataDir, { recursive: true, force: true })
process.exit(0)
