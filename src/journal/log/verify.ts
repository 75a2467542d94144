// Proves the log of every county: leaves are those of the journal, tiles are made of the leaves, and every checkpoint
// ever signed is a root of them with a good signature.
import type { Client } from 'pg'
import { readCheckpoint } from '#domain/kernel/proof/checkpoint.ts'
import { readNote, verdictOf, writeKey } from '#domain/kernel/proof/note.ts'
import { leafEvents } from '#domain/dossier/terms.ts'
import type { HouseKeys } from '../keys.ts'
import type { Tx } from '../view.ts'
import { logKeyOf } from './checkpoints.ts'
import { findSize, levelsMax, LogReader } from './log.ts'
import { countAt, HASH, leafHashed, nodeHashed, Tile, WIDTH } from './tiles.ts'

const BATCH = 5_120
/** Faults listed; the rest are only counted. */
const listedMax = 50

export interface LogVerified {
  readonly leaves: number
  readonly checkpoints: number
  readonly faults: readonly string[]
  readonly faultsTotal: number
  /** What may be printed and kept elsewhere: the newest root of each county that has a log. */
  readonly roots: readonly {
    readonly tenant: string
    readonly origin: string
    readonly size: number
    readonly root: string
  }[]
}

type Fault = (text: string) => void

/** Roots of a growing tree: the hashes of its full subtrees, largest first. */
class Edge {
  readonly #nodes: { width: number; hash: Buffer }[] = []

  add(leaf: Buffer): void {
    let node = { width: 1, hash: leafHashed(leaf) }
    for (let last = this.#nodes.at(-1); last?.width === node.width; last = this.#nodes.at(-1)) {
      this.#nodes.pop()
      node = { width: node.width * 2, hash: nodeHashed(last.hash, node.hash) }
    }
    this.#nodes.push(node)
  }

  root(empty: Buffer): Buffer {
    const hashes = this.#nodes.map((node) => node.hash)
    return hashes.length === 0 ? empty : hashes.reduceRight((right, left) => nodeHashed(left, right))
  }
}

/** Leaf by leaf beside the journal's; checkpoints where their size is reached. */
async function followLeaves(
  owner: Client,
  tenant: string,
  signed: Map<number, Buffer>,
  where: string,
  fault: Fault,
): Promise<number> {
  const edge = new Edge()
  const empty = await new LogReader().root(owner as unknown as Tx, tenant, 0)
  const look = (size: number) => {
    const root = signed.get(size)
    if (root && !root.equals(edge.root(empty))) fault(`${where}: the root signed at ${size} leaves is not theirs`)
    signed.delete(size)
  }
  look(0)
  let [size, after] = [0, 0]
  for (;;) {
    const { rows } = await owner.query<{
      sequence: string
      said: string | null
      command: string
      number: string | null
      leaf: Buffer | null
      statement: string | null
    }>(
      `select j.sequence, j.event->>'leaf' as said, j.command, l.number, l.leaf, l.statement
       from journal j
       left join log_leaves l on l.tenant = j.tenant and l.sequence = j.sequence
       where j.tenant = $1 and j.sequence > $2 and j.event->>'type' = any($3)
       order by j.sequence
       limit ${BATCH}`,
      [tenant, after, leafEvents],
    )
    for (const row of rows) {
      after = Number(row.sequence)
      const said = Buffer.from(row.said ?? '', 'base64')
      if (row.leaf === null) fault(`${where}: the leaf of event ${row.sequence} is missing`)
      else if (!row.leaf.equals(said) || Number(row.number) !== size || row.statement !== row.command)
        fault(`${where}: leaf ${row.number} is not what event ${row.sequence} says`)
      edge.add(said)
      look((size += 1))
    }
    if (rows.length < BATCH) break
  }
  for (const left of signed.keys()) fault(`${where}: a checkpoint of ${left} leaves was signed and there are ${size}`)
  const surplus = (await findSize(owner as unknown as Tx, tenant)) - size
  if (surplus > 0) fault(`${where}: ${surplus} leaves stand in the log and not in the journal`)
  return size
}

/**
 * Tiles made anew from what is below each.
 * @param signed leaves under the newest checkpoint: before it is signed every
 * tile that they fill is sealed
 */
async function followTiles(owner: Client, tenant: string, signed: number, where: string, fault: Fault): Promise<void> {
  const { rows } = await owner.query<{ level: number; first: string; n: string }>(
    `select level, min(tile) as first, max(tile) + 1 as n
     from log_tiles
     where tenant = $1
     group by level
     order by level`,
    [tenant],
  )
  for (const { level, first } of rows)
    if (level < 0 || level >= levelsMax || Number(first) < 0) fault(`${where}: tile ${level}/${first} cannot be`)
  for (let level = 0; level < levelsMax; level++) {
    const n = Math.max(countAt(level + 1, signed), Number(rows.find((row) => row.level === level)?.n ?? 0))
    for (let tile = 0; tile < n; tile++) {
      const {
        rows: [row],
      } = await owner.query<{ hashes: Buffer; root: Buffer }>(
        'select hashes, root from log_tiles where tenant = $1 and level = $2 and tile = $3',
        [tenant, level, tile],
      )
      const below =
        level === 0
          ? (
              await owner.query<{ hash: Buffer }>(
                `select leaf as hash
                 from log_leaves
                 where tenant = $1 and number >= $2 and number < $3
                 order by number`,
                [tenant, tile * WIDTH, (tile + 1) * WIDTH],
              )
            ).rows.map((one) => leafHashed(one.hash))
          : (
              await owner.query<{ hash: Buffer }>(
                `select root as hash
                 from log_tiles
                 where tenant = $1 and level = $2 and tile >= $3 and tile < $4
                 order by tile`,
                [tenant, level - 1, tile * WIDTH, (tile + 1) * WIDTH],
              )
            ).rows.map((one) => one.hash)
      const hashes = Buffer.concat(below)
      if (!row) fault(`${where}: tile ${level}/${tile} is missing`)
      else if (hashes.length !== WIDTH * HASH || !row.hashes.equals(hashes) || !row.root.equals(new Tile(hashes).root))
        fault(`${where}: tile ${level}/${tile} is not made of what is below it`)
    }
  }
}

async function readSigned(
  owner: Client,
  tenant: string,
  keys: HouseKeys,
  where: string,
  fault: Fault,
): Promise<Map<number, Buffer>> {
  const key = logKeyOf(keys, tenant).public
  const signed = new Map<number, Buffer>()
  const { rows } = await owner.query<{ size: string; root: Buffer; note: string; vkey: string }>(
    'select size, root, note, vkey from log_checkpoints where tenant = $1 order by size',
    [tenant],
  )
  for (const { size, root, note: text, vkey } of rows) {
    const note = readNote(text)
    const said = note && readCheckpoint(note.text)
    if (
      !note ||
      !said ||
      said.size !== Number(size) ||
      !root.equals(said.root) ||
      said.origin !== key.name ||
      vkey !== writeKey(key)
    )
      fault(`${where}: the checkpoint of ${size} leaves does not say what stands beside it`)
    else if (!verdictOf(note, key).signed)
      fault(`${where}: the checkpoint of ${size} leaves is not signed by this house`)
    signed.set(Number(size), root)
  }
  return signed
}

/** Signatures of plain code take some milliseconds each; the newest so many are checked, and every root. */
export async function verifyLog(owner: Client, keys: HouseKeys): Promise<LogVerified> {
  await owner.query('begin isolation level repeatable read read only')
  try {
    return await proveLog(owner, keys)
  } finally {
    await owner.query('rollback')
  }
}

/** The same within a transaction of the caller's. */
export async function proveLog(owner: Client, keys: HouseKeys): Promise<LogVerified> {
  const faults: string[] = []
  let [faultsTotal, leaves, checkpoints] = [0, 0, 0]
  const fault: Fault = (text) => {
    faultsTotal += 1
    if (faults.length < listedMax) faults.push(text)
  }
  const roots: LogVerified['roots'][number][] = []
  const { rows: tenants } = await owner.query<{ tenant: string }>(
    `select tenant
     from log_checkpoints
     union select tenant
     from log_leaves
     union select tenant
     from log_tiles
     union select tenant
     from heads
     order by tenant`,
  )
  for (const { tenant } of tenants) {
    const where = `log of county ${tenant}`
    const signed = await readSigned(owner, tenant, keys, where, fault)
    checkpoints += signed.size
    const newest = Math.max(-1, ...signed.keys())
    if (newest >= 0)
      roots.push({
        tenant,
        origin: logKeyOf(keys, tenant).public.name,
        size: newest,
        root: signed.get(newest)!.toString('base64'),
      })
    leaves += await followLeaves(owner, tenant, signed, where, fault)
    await followTiles(owner, tenant, Math.max(0, newest), where, fault)
  }
  return { leaves, checkpoints, faults, faultsTotal, roots }
}
