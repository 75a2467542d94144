// What two grants show together is exactly what each shows alone: every question, every pair of roles, here, elsewhere
// and over the county. Compared are all texts of the answers, names, telephones and arrival codes among them.
import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { opened, roles, type Actor, type Grant, type Role } from '#domain/kernel/actor.ts'
import type { Question } from '#journal/view.ts'
import { questions } from '#server/questions.ts'
import { paramsFor } from '../golden/asking.ts'
import { county, settle, type Place } from '../golden/world.ts'
import { startCluster, type Cluster } from './cluster.ts'
import { openSmallHouse, type SmallHouse } from './small-house.ts'

let cluster: Cluster
let house: SmallHouse
let here: Place
let there: Place

before(async () => {
  cluster = startCluster()
  house = await openSmallHouse(cluster, 'pairs')
  here = await settle(house, '140729100001', 1)
  there = await settle(house, '140729200001', 2)
})
after(async () => {
  await house?.stop()
  await cluster?.stop()
})

/** The text of every leaf; numbers are sums, and a sum over two areas is neither part. */
function textsIn(answer: unknown, found: Set<string>): Set<string> {
  if (typeof answer === 'string') found.add(answer)
  else if (Array.isArray(answer)) for (const one of answer) textsIn(one, found)
  else if (answer !== null && typeof answer === 'object') for (const one of Object.values(answer)) textsIn(one, found)
  return found
}

/** @param known answers by the grants that opened the question: who is narrowed alike is answered alike */
async function seen(
  question: Question,
  params: unknown,
  asking: Actor,
  known: Map<string, ReadonlySet<string>>,
): Promise<ReadonlySet<string>> {
  const actor = opened(question.may, asking, question.target(params, asking))
  if (!actor) return new Set()
  const key = JSON.stringify(actor.grants)
  const before = known.get(key)
  if (before) return before
  const answer = await house.asAsker(actor, (tx) =>
    question.ask(tx, params, { actor, now: house.now(), vault: house.spine.vault as never }),
  )
  const texts = textsIn(answer, new Set())
  known.set(key, texts)
  return texts
}

/** Every role for this community, one elsewhere and a grid; those that are given for a county, for it too. */
function grantsOf(): readonly Grant[] {
  const wide: readonly Role[] = ['dispatcher', 'supervisor', 'administrator', 'security', 'auditor']
  const held = roles.filter((role) => role !== 'system' && role !== 'liaison')
  return [
    ...held.flatMap((role) => [here, there].map(({ community }): Grant => ({ role, area: community }))),
    ...wide.map((role): Grant => ({ role, area: county })),
    { role: 'gridWorker', area: `${here.community}-01` },
    { role: 'liaison', area: county, unit: here.unit },
    { role: 'liaison', area: county, unit: there.unit },
  ]
}

const said = ({ role, area }: Grant) => `${role}@${area}`

test('what two grants show together is what each shows alone', async (context) => {
  const grants = grantsOf()
  const wrong: string[] = []
  let cells = 0
  for (const question of questions) {
    // What the planner draws depends on all that it is shown; its rules name one office's area alone.
    const params = paramsFor(question, here, house.now())
    const alone = new Map<Grant, ReadonlySet<string>>()
    const known = new Map<string, ReadonlySet<string>>()
    const ask = (held: readonly Grant[]) =>
      seen(question, params, { tenant: county, account: here.person, person: here.person, grants: held }, known)
    for (const grant of grants) alone.set(grant, await ask([grant]))
    for (const [at, one] of grants.entries())
      for (const other of grants.slice(at + 1)) {
        const together = await ask([one, other])
        const [first, second] = [alone.get(one)!, alone.get(other)!]
        cells += 1
        const more = [...together].filter((text) => !first.has(text) && !second.has(text))
        const less = [...first, ...second].filter((text) => !together.has(text))
        if (more.length > 0) wrong.push(`${question.name} ${said(one)} + ${said(other)} shows besides: ${more[0]}`)
        if (less.length > 0) wrong.push(`${question.name} ${said(one)} + ${said(other)} hides: ${less[0]}`)
      }
  }
  context.diagnostic(`${cells} pairs of grants and questions`)
  assert.deepEqual(wrong, [])
})
