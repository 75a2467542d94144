// The demo is loaded through the door like any office's files, and its links let in who they say; a second load changes
// nothing.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { commandLineActor } from '#cli/open.ts'
import { openHouse, type TestHouse } from '#test/house.ts'
import { county } from './county.ts'
import { drawDemo } from './files.ts'
import { loadDemo } from './load.ts'
import { offerWaysIn, wayRoles } from './ways-in.ts'

// A four-hundredth of the county's residents: the same divisions and units.
const demo = drawDemo(7, 400, 80)
const actor = commandLineActor(county.code)
let house: TestHouse

before(async () => {
  house = await openHouse({ timers: false })
  await loadDemo(house, actor, () => {}, demo)
})
after(() => house?.stop())

test('a second load changes nothing', async () => {
  const end = () => house.sql('select sequence from heads')
  const before = await end()
  await loadDemo(house, actor, () => {}, demo)
  assert.deepEqual(await end(), before)
})

test('a link for each role that works, each good once; the next start offers new ones to the same people', async () => {
  const ways = await offerWaysIn(house, county.code, actor.account)
  assert.deepEqual(
    ways.map(({ role }) => role),
    wayRoles,
  )
  for (const { role, token } of ways) {
    const { status, body } = await (async () => {
      const answer = await fetch(`${house.url}/v1/invitations/accept`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ token }),
      })
      return {
        status: answer.status,
        body: (await answer.json()) as {
          grants: { role: string }[]
          withheld: { role: string }[]
          needs: string | null
        },
      }
    })()
    assert.equal(status, 200, role)
    // An office counts after the second factor alone.
    assert.deepEqual(
      [...body.grants, ...body.withheld].map((grant) => grant.role),
      [role],
    )
    assert.equal(body.needs, ['dispatcher', 'officer', 'supervisor'].includes(role) ? 'enrol' : null, role)
    const again = await fetch(`${house.url}/v1/invitations/accept`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ token }),
    })
    assert.notEqual(again.status, 200, 'good once')
  }
  const next = await offerWaysIn(house, county.code, actor.account)
  assert.equal(next.length, wayRoles.length)
  assert.deepEqual(
    await house.sql('select role, count(*)::int as n from grants group by 1 order by 1'),
    [...new Set(wayRoles)].sort().map((role) => ({ role, n: wayRoles.filter((one) => one === role).length })),
  )
})
