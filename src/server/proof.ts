// Everything that `muster verify` proves, in one place: the journal, the answers, the sealed records, the access log,
// the service log, and that what is shown is what was decided.
import type { Client } from 'pg'
import { systemAccount } from '#domain/kernel/actor.ts'
import { Beside, type Compared } from '#journal/beside.ts'
import type { HouseKeys } from '#journal/keys.ts'
import { proveLog } from '#journal/log/verify.ts'
import { proveReceipts } from '#journal/receipts.ts'
import { proveSealed } from '#journal/sealed.ts'
import { Vault } from '#journal/vault.ts'
import { proveJournal, type Verified } from '#journal/verify.ts'
import type { Tx, View } from '#journal/view.ts'
import { findMissingDue } from '#journal/due.ts'
import { fallenWalls } from '#journal/walls.ts'
import { judges } from '#rooms/all.ts'
import { verifyAccessLog } from '#server/identity/access-proof.ts'

/** Faults listed; the rest are only counted. */
const listedMax = 50

export interface Proven {
  readonly holds: boolean
  readonly faults: readonly string[]
  readonly faultsTotal: number
  readonly journal: Verified
  readonly receipts: number
  readonly records: number
  readonly accessLogs: readonly {
    readonly tenant: string
    readonly rows: number
    readonly brokenAt: number | null
    readonly head: string
  }[]
  readonly log: Awaited<ReturnType<typeof proveLog>>
  /** Views that differ from what the journal says; undefined where they were not compared. */
  readonly views?: readonly Pick<Compared, 'view' | 'missing' | 'surplus' | 'named'>[]
}

/** What cannot be seen from inside, and why, is told by `muster verify --help`. */
export async function proveAccessLogs(owner: Client, fault: (text: string) => void): Promise<Proven['accessLogs']> {
  const { rows: tenants } = await owner.query<{ tenant: string }>(
    `select tenant
     from access_log_ends
     union select distinct tenant
     from access_log
     order by tenant`,
  )
  const logs = []
  for (const { tenant } of tenants) {
    const log = { tenant, ...(await verifyAccessLog(owner as unknown as Tx, tenant)) }
    if (log.brokenAt !== null) fault(`county ${tenant}: the access log is broken at row ${log.brokenAt}`)
    logs.push(log)
  }
  return logs
}

function tellDiffering(compared: NonNullable<Proven['views']>, fault: (text: string) => void): void {
  for (const { view, missing, surplus, named } of compared)
    if (missing + surplus > 0)
      fault(
        `view ${view}: ${surplus} rows are not what the journal says, ${missing} are missing: ` +
          `${named.join('; ')}${named.length < Math.max(missing, surplus) ? ' …' : ''} (muster rebuild ` +
          '--repair makes it anew)',
      )
}

/** What stands around the journal: the walls, and what is due by it. */
async function proveSurroundings(owner: Client, keys: HouseKeys, fault: (text: string) => void): Promise<void> {
  for (const fallen of await fallenWalls(owner)) fault(fallen)
  for (const { tenant, sequence, room, stream, command } of await missingDue(owner, keys))
    fault(
      `county ${tenant}: what follows from event ${sequence}, ${room}/${command.type} on ${stream}, has no ` +
        'answer and does not wait (muster rebuild --repair puts it back)',
    )
}

/** What should be due by the journal, and is not. */
export const missingDue = (owner: Client, keys: HouseKeys) =>
  findMissingDue(
    owner,
    keys.own,
    [...judges.values()].map((judge) => judge.room),
    systemAccount,
  )

/**
 * In one transaction that sees one moment, beside a serving house too, and leaves nothing behind.
 * @param owner connected as the owner
 * @param views to be compared with the journal; left out where only what is written once is to be proved
 */
export async function prove(owner: Client, keys: HouseKeys, views?: readonly View[]): Promise<Proven> {
  const faults: string[] = []
  let faultsTotal = 0
  const fault = (text: string) => {
    faultsTotal += 1
    if (faults.length < listedMax) faults.push(text)
  }
  // Most of the work on the views is done before the moment that is proved; what fails in it is told below, where the
  // journal holds.
  const beside = views && (await Beside.make([owner], views))
  const fed = await beside?.feed().then(
    () => undefined,
    (error: unknown) => ({ error }),
  )
  await owner.query('begin isolation level repeatable read')
  try {
    const journal = await proveJournal(owner)
    const log = await proveLog(owner, keys)
    for (const part of [journal, log]) {
      faults.push(...part.faults)
      faultsTotal += part.faultsTotal
    }
    const receipts = await proveReceipts(owner, keys.receipts, fault)
    const records = await proveSealed(owner, new Vault(keys), fault)
    const accessLogs = await proveAccessLogs(owner, fault)
    await proveSurroundings(owner, keys, fault)
    let compared: Proven['views']
    if (beside) {
      // A journal that does not hold cannot be folded: what it says is not known.
      if (journal.faultsTotal > 0) fault('the views were not compared: the journal itself does not hold')
      else {
        if (fed) throw fed.error
        await beside.feed()
        compared = (await beside.compare()).map(({ view, missing, surplus, named }) => ({
          view,
          missing,
          surplus,
          named,
        }))
        tellDiffering(compared, fault)
      }
    }
    return {
      holds: faultsTotal === 0,
      faults,
      faultsTotal,
      journal,
      receipts,
      records,
      accessLogs,
      log,
      ...(views && { views: compared ?? [] }),
    }
  } finally {
    await owner.query('rollback')
    await beside?.clear()
  }
}
