// Lists as offices send them, taken in: 1,590 people to preview and to commit, then a big list; then the big list
// again, which changes nothing. Each of a fresh house, in a process of its own.
// Memory is the resident peak of that process, its reading thread included, less what it held when it was ready. The
// file is written before, by another process.
// Run: node bench/imports.ts [--rows 50000] [--write: as the committed baseline]
import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import type { Actor } from '#domain/kernel/actor.ts'
import { startEngine } from '#server/engine.ts'
import { openHouse } from '#server/house.ts'
import { Staging } from '#server/imports/staging.ts'

const { values } = parseArgs({
  options: {
    rows: { type: 'string', default: '50000' },
    file: { type: 'string' },
    expect: { type: 'string' },
    write: { type: 'boolean' },
  },
})
const county = '140729'
const actor: Actor = {
  tenant: county,
  account: '01900000-0000-7000-8000-00000000c1e2',
  grants: (['system', 'administrator', 'officer'] as const).map((role) => ({ role, area: county })),
}
const peakMegabytes = () => Math.round(process.resourceUsage().maxRSS / 1024)
const cpuSeconds = (since?: NodeJS.CpuUsage) => {
  const { user, system } = process.cpuUsage(since)
  return Math.round((user + system) / 1e4) / 100
}

async function writeList(rows: number): Promise<Buffer> {
  const { writeSheets } = await import('#papers/sheets.ts')
  const heads = ['序号', '姓名', '手机', '现居住村（社区）', '特长']
  return writeSheets([
    {
      name: '名单',
      title: '在职党员名单',
      heads,
      widths: [6, 10, 18, 26, 14],
      rows: Array.from({ length: rows }, (_, at) => [
        String(at + 1),
        `测${String.fromCharCode(0x4e00 + (at % 6000))}${String.fromCharCode(0x5000 + Math.floor(at / 6000))}`,
        `1${String(3_900_000_000 + at)}`,
        '城关社区',
        at % 20 ? '无' : '医护',
      ]),
    },
  ])
}

async function takeIn(fileName: string, expected: number): Promise<object> {
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'muster-imports-'))
  const engine = await startEngine({ dataDir, log: () => {}, databaseUrl: '' })
  const house = await openHouse({ owner: engine.owner, app: engine.app, dataDir, timers: false })
  await house.gate.openCounty(county, '灵石县')
  await house.receiveAll(
    [
      ['area/140729', '灵石县'],
      ['area/140729100', '翠峰镇'],
      ['area/140729100001', '城关社区'],
    ].map(([stream, name]) => ({
      id: house.newId(),
      room: 'registry',
      stream,
      at: house.now(),
      command: { type: 'name-area', name, ...(stream.length > 17 && { place: [111.77, 36.85] }) } as never,
    })),
    actor,
  )
  const desk = new Staging(house)
  const idle = Math.round(process.memoryUsage.rss() / 2 ** 20)
  const times: number[] = []
  const timed = async <T>(work: () => Promise<T>) => {
    const began = performance.now()
    const result = await work()
    times.push(Math.round((performance.now() - began) / 10) / 100)
    return result
  }
  const before = process.cpuUsage()
  // The desk is given the bytes; nobody else holds them.
  let view = await timed(() => desk.upload(actor, 'list.xlsx', readFileSync(fileName)))
  if (view.summary.acts.new !== expected) throw new Error(JSON.stringify(view.summary))
  const [previewCpuSeconds, previewMegabytes] = [cpuSeconds(before), peakMegabytes() - idle]
  const committing = process.cpuUsage()
  view = await timed(() => desk.commit(actor, view.id, false))
  if (view.committed?.commands !== expected) throw new Error(JSON.stringify(view.committed))
  const [commitCpuSeconds, commitMegabytes] = [cpuSeconds(committing), peakMegabytes() - idle]
  const again = await timed(() => desk.upload(actor, 'list.xlsx', readFileSync(fileName)))
  if (again.summary.acts.same !== expected) throw new Error(JSON.stringify(again.summary))
  const figures = {
    rows: expected,
    previewSeconds: times[0],
    previewCpuSeconds,
    commitSeconds: times[1],
    commitCpuSeconds,
    againSeconds: times[2],
    idleMegabytes: idle,
    previewMegabytes,
    commitMegabytes,
    againMegabytes: peakMegabytes() - idle,
  }
  await house.stop()
  await engine.stop()
  rmSync(dataDir, { recursive: true, force: true })
  return figures
}

if (values.file) {
  console.log(JSON.stringify(await takeIn(values.file, Number(values.expect))))
  process.exit(0)
}
const folder = mkdtempSync(path.join(os.tmpdir(), 'muster-list-'))
const figures: object[] = []
for (const rows of [1_590, Number(values.rows)]) {
  const file = path.join(folder, `${rows}.xlsx`)
  writeFileSync(file, await writeList(rows))
  const child = spawn(
    process.execPath,
    [...process.execArgv, import.meta.filename, '--file', file, '--expect', String(rows)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  for await (const line of createInterface({ input: child.stdout })) {
    console.log(line)
    figures.push(JSON.parse(line))
  }
}
if (values.write)
  writeFileSync(path.join(import.meta.dirname, 'imports.baseline.json'), JSON.stringify(figures, null, 2) + '\n')
rmSync(folder, { recursive: true, force: true })
if (figures.length !== 2) throw new Error('a list gave no figures')
process.exit(0)
