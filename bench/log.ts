// The log's figures: leaves appended a second (journal, view and sealing together), and the time of one proof, cold and
// warm. `node bench/log.ts [leaves]`; a private PostgreSQL, removed at the end.
import { createHash } from 'node:crypto'
import pg from 'pg'
import { isIncluded, leafHash } from '#domain/kernel/proof/tree.ts'
import { append, lockHead, moveHead } from '#journal/append.ts'
import { checkpoint, logKeyOf } from '#journal/log/checkpoints.ts'
import { LogReader } from '#journal/log/log.ts'
import { migrate } from '#journal/migrate.ts'
import { asDoor } from '#journal/scope.ts'
import type { HouseKeys } from '#journal/keys.ts'
import { createDatabase } from '#test/cluster.ts'
import { view } from '#rooms/dossier/views/entries-leaves.ts'

const tenant = '140729'
const leaves = Number(process.argv[2] ?? 200_000)
/** As many as the door commits together. */
const group = 512
const proofs = 2_000
const now = 1_764_000_000_000
const leafOf = (n: number) => createHash('sha256').update(`leaf ${n}`).digest()
const id = (n: number) => `00000000-0000-8000-8000-${String(n).padStart(12, '0')}`
const keys = { for: () => Buffer.alloc(32, 7) } as unknown as HouseKeys

const database = await createDatabase()
const owner = new pg.Client(database.owner)
await owner.connect()
await migrate(owner, [view])
const pool = new pg.Pool({ ...database.app, max: 2 })

let began = performance.now()
for (let from = 0; from < leaves; from += group) {
  await asDoor(pool, tenant, async (tx) => {
    const head = await lockHead(tx, tenant)
    const { recorded, written } = append(
      tx,
      tenant,
      head,
      Array.from({ length: Math.min(group, leaves - from) }, (_, i) => ({
        stream: `entry/${id(from + i)}`,
        version: 1,
        event: { type: 'entry-opened', leaf: leafOf(from + i).toString('base64') },
        at: now,
        by: id(1),
        command: id(from + i),
        area: null,
      })),
    )
    await written
    await view.feed(tx, recorded)
    await moveHead(tx, tenant, head)
  })
}
const appendSeconds = (performance.now() - began) / 1000
began = performance.now()
let signed
while (!signed) signed = await asDoor(pool, tenant, (tx) => checkpoint(tx, tenant, logKeyOf(keys, tenant), now))
const sealSeconds = (performance.now() - began) / 1000

async function timed(reader: () => LogReader): Promise<number[]> {
  const times: number[] = []
  for (let n = 0; n < proofs; n++) {
    const index = (n * 7_919) % leaves
    const own = reader()
    times.push(
      await asDoor(pool, tenant, async (tx) => {
        const start = performance.now()
        const path = await own.inclusion(tx, tenant, index, signed!.size)
        const time = performance.now() - start
        if (n % 100 === 0 && !isIncluded(leafHash(leafOf(index)), index, signed!.size, path, signed!.root))
          throw new Error('a proof does not hold')
        return time
      }),
    )
  }
  return times.sort((a, b) => a - b)
}
const at = (times: readonly number[], part: number) => times[Math.floor(times.length * part)].toFixed(3)
const kept = new LogReader()
// The first walk reads the tiles that the second finds kept, as a house does after its first minutes.
await timed(() => kept)
const warm = await timed(() => kept)
const cold = await timed(() => new LogReader())
console.log(
  JSON.stringify(
    {
      leaves,
      appendedPerSecond: Math.round(leaves / appendSeconds),
      sealedPerSecond: Math.round(leaves / sealSeconds),
      bothPerSecond: Math.round(leaves / (appendSeconds + sealSeconds)),
      proofMs: {
        keptTiles: { p50: at(warm, 0.5), p99: at(warm, 0.99) },
        nothingKept: { p50: at(cold, 0.5), p99: at(cold, 0.99) },
      },
    },
    null,
    1,
  ),
)
await pool.end()
await owner.end()
await database.drop()
process.exit(0)
