// Proves the journal: the chain's hashes, numbers without a gap, versions of each stream without a gap, and the head
// where the chain ends.
import type { Client } from 'pg'
import { BEGINNING, hashOf } from './chain.ts'

const BATCH = 5_000
/** Faults listed; the rest are only counted. */
const listedMax = 50

export interface Verified {
  readonly events: number
  readonly faults: readonly string[]
  readonly faultsTotal: number
  /** The end of each county's chain: what a printed root is compared with. */
  readonly heads: readonly { readonly tenant: string; readonly sequence: number; readonly hash: string }[]
}

/** @param owner connected as the owner; the transaction sees one moment, so that it may run beside a serving house */
export async function verifyJournal(owner: Client): Promise<Verified> {
  await owner.query('begin isolation level repeatable read read only')
  try {
    return await proveJournal(owner)
  } finally {
    await owner.query('rollback')
  }
}

/** The same within a transaction of the caller's. */
export async function proveJournal(owner: Client): Promise<Verified> {
  const faults: string[] = []
  let faultsTotal = 0
  const fault = (text: string) => {
    faultsTotal += 1
    if (faults.length < listedMax) faults.push(text)
  }
  let events = 0
  const heads: Verified['heads'][number][] = []
  const { rows: tenants } = await owner.query<{ tenant: string; sequence: string; hash: Buffer }>(
    'select tenant, sequence, hash from heads order by tenant',
  )
  const { rows: strays } = await owner.query<{ tenant: string }>(
    'select distinct tenant from journal where tenant not in (select tenant from heads)',
  )
  for (const { tenant } of strays) fault(`county ${tenant} has events and no head`)
  for (const { tenant, sequence, hash } of tenants) {
    const end = await follow(owner, tenant, fault)
    events += end.events
    if (end.sequence !== Number(sequence) || !end.hash.equals(hash))
      fault(`county ${tenant}: the head says ${sequence} and the chain ends at ${end.sequence}, or their hashes differ`)
    heads.push({ tenant, sequence: Number(sequence), hash: hash.toString('hex') })
  }
  return { events, faults, faultsTotal, heads }
}

async function follow(
  owner: Client,
  tenant: string,
  fault: (text: string) => void,
): Promise<{ events: number; sequence: number; hash: Buffer }> {
  const versions = new Map<string, number>()
  // The first event is number one: what stands before it was put there.
  const { rows: before } = await owner.query<{ sequence: string; stream: string }>(
    `select sequence, stream
     from journal
     where tenant = $1 and sequence < 1
     order by sequence
     limit $2`,
    [tenant, BATCH],
  )
  for (const row of before) fault(`county ${tenant}, event ${row.sequence} (${row.stream}): it stands before the first`)
  let [sequence, hash, events]: [number, Buffer, number] = [0, BEGINNING, 0]
  for (;;) {
    const { rows } = await owner.query<{
      sequence: string
      stream: string
      version: number
      event: string
      at: string
      by: string
      command: string
      area: string | null
      hash: Buffer
    }>(
      `select sequence, stream, version, event::text as event, at, by, command, area, hash
       from journal
       where tenant = $1 and sequence > $2
       order by sequence
       limit $3`,
      [tenant, sequence, BATCH],
    )
    if (rows.length === 0) return { events, sequence, hash }
    for (const row of rows) {
      const at = Number(row.sequence)
      const where = `county ${tenant}, event ${at} (${row.stream})`
      if (at !== sequence + 1) fault(`${where}: ${at - sequence - 1} event(s) before it are missing`)
      const expected = (versions.get(row.stream) ?? 0) + 1
      if (row.version !== expected) fault(`${where}: version ${row.version} of its stream, ${expected} expected`)
      versions.set(row.stream, row.version)
      // Each row is judged against what stands before it, so that one changed row is one fault and not all after it.
      if (!hashOf({ ...row, tenant, sequence: at, at: Number(row.at) }, hash).equals(row.hash))
        fault(`${where}: its content or its place is not what was written`)
      // The hash is the same for no area and an empty one, and an empty one is never written.
      if (row.area === '') fault(`${where}: its area is not what was written`)
      hash = row.hash
      sequence = at
      events += 1
    }
  }
}
