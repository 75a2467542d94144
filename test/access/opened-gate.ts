// A gate for its tests: a small house, people with accounts, links as the house itself gives them, and who came in by
// one.
import assert from 'node:assert/strict'
import { codeAt } from '#server/identity/factor.ts'
import { newLink } from '#server/identity/tokens.ts'
import { startCluster } from './cluster.ts'
import { openSmallHouse, type SmallHouse } from './small-house.ts'

export const county = '140729'
export const here = '140729100001'
export const password = '门前大桥下游过一群鸭'
export const MINUTE = 60_000
export type Browser = ReturnType<SmallHouse['browser']>

export interface Gate {
  readonly house: SmallHouse
  /** A person with an account, and a role where one is named. @returns their id */
  enrol(name: string, phone: string, role?: string, area?: string): Promise<string>
  /** Gives an account a log-in link as the house itself would. @returns its token */
  linkFor(account: string): Promise<string>
  /** Logs in by a link and, for an office, sets up the second factor. */
  enter(account: string, factor?: boolean): Promise<{ browser: Browser; secret: string }>
  close(): Promise<void>
}

export const grantsOf = (self: Record<string, unknown>) =>
  (self.grants as { role: string }[]).map((grant) => grant.role)

export async function openGate(name: string): Promise<Gate> {
  const cluster = startCluster()
  const house = await openSmallHouse(cluster, name)
  const gate: Gate = {
    house,
    async enrol(name, phone, role, area = county) {
      const id = house.newId()
      await house.given(county, [
        'registry',
        `person/${id}`,
        { type: 'enrol-person', name, phone, home: here, skills: [], availability: [] },
      ])
      await house.given(county, [
        'access',
        `account/${id}`,
        role ? { type: 'appoint', role, area } : { type: 'open-account' },
      ])
      return id
    },
    async linkFor(account) {
      const link = newLink(county, account)
      await house.given(county, [
        'access',
        `account/${account}`,
        { type: 'offer-link', digest: link.digest, until: house.now() + 60 * MINUTE },
      ])
      return link.token
    },
    async enter(account, factor = false) {
      const browser = house.browser()
      const accepted = await browser.ask('POST', '/v1/invitations/accept', { token: await gate.linkFor(account) })
      assert.equal(accepted.status, 200)
      if (!factor) return { browser, secret: '' }
      const offered = await browser.ask('POST', '/v1/second-factor', {})
      assert.equal(offered.status, 200)
      const secret = String(offered.body.secret)
      assert.equal((await browser.ask('PUT', '/v1/second-factor', { code: codeAt(secret, house.now()) })).status, 200)
      return { browser, secret }
    },
    async close() {
      await house.stop()
      await cluster.stop()
    },
  }
  return gate
}
