// Lists as offices send them, taken in: 1,590 people to preview and to commit, then a big list. One process, durable embedded cluster; each figure of a fresh house.
// Run: node bench/imports.ts [--rows 50000]
import { mkdtempSync, rmSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { parseArgs } from 'node:util'
import type { Actor } from '#domain/kernel/actor.ts'
import { startEngine } from '#server/engine.ts'
import { writeSheets } from '#server/exports/sheets.ts'
import { openHouse } from '#server/house.ts'
import { Desk } from '#server/imports/desk.ts'

const { values } = parseArgs({ options: { rows: { type: 'string', default: '50000' } } })
const county = '140729'
const actor: Actor = { tenant: county, account: '01900000-0000-7000-8000-00000000c1e2', grants: (['system', 'administrator', 'officer'] as const).map((role) => ({ role, area: county })) }

const heads = ['序号', '姓名', '手机', '现居住村（社区）', '特长']
const list = (rows: number) => writeSheets([{ name: '名单', title: '在职党员名单', heads, widths: [6, 10, 18, 26, 14], rows: Array.from({ length: rows }, (_, at) => [String(at + 1), `测${String.fromCharCode(0x4e00 + (at % 6000))}${String.fromCharCode(0x5000 + Math.floor(at / 6000))}`, `1${String(3_900_000_000 + at)}`, '城关社区', at % 20 ? '无' : '医护']) }])

for (const rows of [1_590, Number(values.rows)]) {
  const file = await list(rows)
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'muster-imports-'))
  const engine = await startEngine({ dataDir, log: () => {}, databaseUrl: '' })
  const house = await openHouse({ owner: engine.owner, app: engine.app, dataDir, timers: false })
  await house.desk.openCounty(county, '灵石县')
  await house.receiveAll([['area/140729', '灵石县'], ['area/140729100', '翠峰镇'], ['area/140729100001', '城关社区']].map(([stream, name]) => ({ id: house.newId(), room: 'registry', stream, at: house.now(), command: { type: 'name-area', name, ...(stream.length > 17 && { place: [111.77, 36.85] }) } as never })), actor)
  const desk = new Desk(house)
  const began = performance.now()
  let view = await desk.upload(actor, 'list.xlsx', file)
  const previewed = performance.now()
  if (view.summary.acts.new !== rows) throw new Error(JSON.stringify(view.summary))
  view = await desk.commit(actor, view.id, false)
  const committed = performance.now()
  console.log(`${rows} rows (${Math.round(file.length / 1024)} kB): preview ${((previewed - began) / 1000).toFixed(2)} s, commit ${((committed - previewed) / 1000).toFixed(2)} s (${view.committed?.commands} commands), peak memory of this process ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`)
  await house.stop()
  await engine.stop()
  rmSync(dataDir, { recursive: true, force: true })
}
process.exit(0)
