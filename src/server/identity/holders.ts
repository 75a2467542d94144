// Whose a log-in is, and what they have to show: looked up by phone, log-in name or name, and opened from the vault.
import { loginKey } from '#domain/access/access.ts'
import type { Id, Tenant } from '#domain/kernel/ids.ts'
import { phoneOf, phoneSpellings } from '#domain/kernel/phone.ts'
import type { Tx } from '#journal/view.ts'
import type { IdentityHouse } from './needs.ts'

/** People of one name that are looked at before it counts as no log-in at all. */
const namesakesMax = 20
/** An account that was used within so many days is one that logs in well. */
const latelyMs = 30 * 24 * 3_600_000

export interface Holder {
  readonly account: Id
  readonly verifier?: string
  readonly secret?: string
  /** Has a session that was used lately. */
  readonly lately: boolean
}

/** What is typed to log in, in one form: who is not found is counted under it, however it is spelled. */
export const loginForm = (login: string): string => phoneOf(login) ?? login.normalize('NFKC').trim().toLowerCase()

/**
 * Whoever bears this phone, log-in name or name, alone among those who can log in. Several of one name are nobody: they
 * use their phone.
 */
export async function findHolder(
  house: IdentityHouse,
  tx: Tx,
  tenant: Tenant,
  login: string,
): Promise<Holder | undefined> {
  const { vault } = house
  const name = login.normalize('NFKC').trim()
  const phone = phoneOf(login)
  const phones = phone === undefined ? [] : phoneSpellings(phone).map((text) => `phone:${text}`)
  const [persons, credentials] = [
    await vault.find(tx, 'person', [...phones, `name:${name}`]),
    await vault.find(tx, 'credential', [loginKey(login)]),
  ]
  const byPhone = phones.flatMap((lookup) => persons.get(lookup) ?? [])
  const ids = byPhone.length > 0 ? byPhone : (persons.get(`name:${name}`) ?? [])
  const { rows } = await tx.query<{ account: Id; password: Id | null; factor: Id | null; lately: boolean }>(
    `select account, password, factor,
       exists (
         select 1
         from sessions s
         where s.tenant = a.tenant and s.account = a.account and s.used_at > $4
       ) as lately
     from accounts a
     where tenant = $1 and state = 'open' and password is not null and (account = any($2) or password = any($3))
     limit 2`,
    [tenant, ids.slice(0, namesakesMax), credentials.get(loginKey(login)) ?? [], house.clock() - latelyMs],
  )
  // Two who bear one number in two old spellings each come in by their own.
  const spelled = persons.get(`phone:${name.replace(/[\s-]/g, '')}`) ?? []
  const found = rows.length > 1 ? rows.filter((row) => spelled.includes(row.account)) : rows
  if (found.length !== 1) return undefined
  const [{ account, password, factor, lately }] = found
  const bodies = await vault.open<{ verifier?: string; secret?: string }>(
    tx,
    'credential',
    [password, factor].filter((id) => id !== null),
  )
  return {
    account,
    verifier: bodies.get(password!)?.verifier,
    lately,
    ...(factor && { secret: bodies.get(factor)?.secret }),
  }
}

export async function findCredentials(
  house: IdentityHouse,
  tenant: Tenant,
  account: Id,
): Promise<{ verifier?: string; login?: string; secret?: string; offered?: string }> {
  return house.asDoor(tenant, async (tx) => {
    const { rows } = await tx.query<{ password: Id | null; factor: Id | null; offered: Id | null }>(
      'select password, factor, offered from accounts where tenant = $1 and account = $2',
      [tenant, account],
    )
    if (!rows[0]) return {}
    const { password, factor, offered } = rows[0]
    const bodies = await house.vault.open<{ verifier?: string; login?: string; secret?: string }>(
      tx,
      'credential',
      [password, factor, offered].filter((id) => id !== null),
    )
    const of = (id: Id | null) => (id === null ? undefined : bodies.get(id))
    return {
      verifier: of(password)?.verifier,
      login: of(password)?.login,
      secret: of(factor)?.secret,
      offered: of(offered)?.secret,
    }
  })
}

/** Name and phone, which a password may not hold. */
export async function aboutOf(house: IdentityHouse, tenant: Tenant, account: Id): Promise<string[]> {
  const body = await house.asDoor(tenant, async (tx) =>
    (await house.vault.open<{ name: string; phone?: string }>(tx, 'person', [account])).get(account),
  )
  return [body?.name ?? '', body?.phone ?? '']
}
