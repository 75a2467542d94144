// Whether a master key is the one that this house was begun with: known by its fingerprint in the database. A house in
// which something has happened is opened under no other, and gets no new one.
import type { Client } from 'pg'
import { fingerprintOf, keyFile, makeKeys, NoKey, openKeys, type HouseKeys } from './keys.ts'
import { sealOf } from './receipts.ts'
import { Vault } from './vault.ts'

/** Rows looked at where an old house has no fingerprint yet. */
const triedMax = 5

/** Nothing was opened and nothing changed. */
export class KeyRefused extends Error {
  readonly reason: 'missing' | 'other'
  constructor(reason: KeyRefused['reason'], message: string) {
    super(message)
    this.reason = reason
  }
}

const missing = (dataDir: string, print: string | null) =>
  new KeyRefused(
    'missing',
    `主密钥 ${keyFile(dataDir)} 不见了，没有打开任何东西：请把这个系统原来的 house.key 放回去（或用 MUSTER_KEY 给出）。` +
      `没有它，谁也登录不了，什么也读不出。 · The master key ${keyFile(dataDir)} is missing and nothing was opened: put ` +
      'back the house.key that this house was begun with (or give it in MUSTER_KEY). Without it nobody can log ' +
      `in and nothing can be read.${print === null ? '' : ` 指纹 fingerprint ${print}`}`,
  )

const other = (dataDir: string, print: string | null, held: string) =>
  new KeyRefused(
    'other',
    `主密钥不是这个系统的，没有打开任何东西：请把原来的 house.key 放进 ${dataDir}（或用 MUSTER_KEY 给出）。 · This master key ` +
      'is not the one of this house, and nothing was opened: put the house.key that it was begun with ' +
      `into ${dataDir} (or give it in MUSTER_KEY). ` +
      `指纹 fingerprint ${held}${print === null ? '' : `, ${print} expected`}`,
  )

interface Standing {
  /** Something has happened in it. */
  readonly lived: boolean
  readonly print: string | null
}

async function findHouse(owner: Client): Promise<Standing> {
  const has = async (sql: string, ...values: string[]) =>
    (await owner.query<{ so: boolean }>(`select ${sql} as so`, values)).rows[0].so
  if (!(await has(`to_regclass('public.house') is not null`))) return { lived: false, print: null }
  const lived = await has('exists (select from journal) or exists (select from counties)')
  const kept = await has(
    `exists (
      select
      from information_schema.columns
      where table_schema = 'public' and table_name = 'house' and column_name = 'key_print'
    )`,
  )
  const { rows } = kept
    ? await owner.query<{ print: string | null }>('select key_print as print from house')
    : { rows: [] }
  return { lived, print: rows[0]?.print ?? null }
}

/** Whether anything that was written under the house's key opens with this one; true where nothing was. */
async function opensSomething(owner: Client, keys: HouseKeys): Promise<boolean> {
  const { rows: wrapped } = await owner.query<{ tenant: string; kind: string; id: string; wrapped: Buffer }>(
    `select tenant, kind, id, wrapped from keyring limit ${triedMax}`,
  )
  const vault = new Vault(keys)
  if (wrapped.length > 0) return wrapped.some((row) => vault.unwraps(row.tenant, row.kind, row.id, row.wrapped))
  const { rows: answers } = await owner
    .query<Parameters<typeof sealOf>[1] & { mark: string; seal: Buffer }>(
      `select tenant, id, sender, encode(digest, 'hex') as digest, mark, receipt::text as receipt, seal
       from receipts
       where seal <> ''
       limit ${triedMax}`,
    )
    .catch(() => ({ rows: [] }))
  return (
    answers.length === 0 ||
    answers.some((row) => sealOf(keys.receipts, { ...row, mark: Number(row.mark) }).equals(row.seal))
  )
}

/**
 * The keys of the house that stands in this database; a new key is made for an empty one alone.
 * @param owner connected as the owner, before any migration
 * @throws KeyRefused
 */
export async function houseKeys(
  owner: Client,
  dataDir: string,
  given: string | undefined = process.env.MUSTER_KEY,
): Promise<HouseKeys> {
  const { lived, print } = await findHouse(owner)
  let keys: HouseKeys
  try {
    keys = openKeys(dataDir, given)
  } catch (error) {
    if (!(error instanceof NoKey)) throw error
    if (lived) throw missing(dataDir, print)
    return makeKeys(dataDir)
  }
  if (!lived) return keys
  const held = fingerprintOf(keys)
  if (print === null ? !(await opensSomething(owner, keys)) : print !== held) throw other(dataDir, print, held)
  return keys
}

/** After the migrations: by which key this house was begun. */
export async function keepFingerprint(owner: Client, keys: HouseKeys): Promise<void> {
  await owner.query('update house set key_print = $1 where key_print is distinct from $1', [fingerprintOf(keys)])
}
