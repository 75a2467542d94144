// The one-time set-up link, as long as a house has nobody who could appoint others.
import type { House } from '#server/house.ts'

export interface Setup {
  readonly token: string
  /** Milliseconds since 1970. */
  readonly until: number
}

/** A new link where a house has no administrator yet; earlier ones are void. */
export async function findSetup(house: House): Promise<Setup | undefined> {
  for (const { tenant } of await house.gate.counties()) {
    const { rows } = await house.asDoor(tenant, (tx) =>
      tx.query(`select 1 from grants where tenant = $1 and role = 'administrator' limit 1`, [tenant]),
    )
    if (rows.length > 0) return undefined
  }
  return house.gate.setup.newLink()
}
